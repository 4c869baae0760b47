"""The scripts that Streamlit runs for each reader, and the session in which the view changes.

`navigation` runs the page that the address names: `map_page` or `data_page`.
"""
