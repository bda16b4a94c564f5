"""Content as data: the codebook, the dialogues, their texts, and the checks on all of them."""
