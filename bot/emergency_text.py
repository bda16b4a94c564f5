"""The text for a client when nothing else works: no content, no database, no keys.

The only words for clients that stand in Python, because reading them from a file can fail too.
The numbers are those that every urgent message has (decisions, section 6). A test compares them
with the organisation file that is shipped.
"""

EMERGENCY_NUMBERS = ("112", "113", "0800-2000")

EMERGENCY_TEXT = """\
Er gaat iets mis in dit programma. Dat ligt niet aan u.
Probeer het later nog eens.

Is er nu gevaar? Bel 112.
Denkt u aan de dood? Bel 113. Dat is gratis, dag en nacht.
Is het thuis niet veilig? Bel Veilig Thuis: 0800-2000. Dat is gratis, dag en nacht."""
