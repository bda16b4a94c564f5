"""The contract of the front ends: the same conversations, by one suite, over all of them."""
