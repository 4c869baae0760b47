"""A view for others: its addresses, how it is cited, what a preview of its link says."""
