"""Files that people take away: the suffix says what is made.

`FORMATS` is the one list of them. A format is a function from an `Order` to
bytes; `export` writes them whole or not at all, and the same bytes can go over
the network. Libraries are loaded by the format that needs them.
"""
