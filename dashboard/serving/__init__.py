"""The server around Streamlit: what all readers share, the HTML that arrives first, old versions of the atlas."""
