"""What the browser is given: the Folium map, the payload with the record's lines of time, boundaries, texts, scripts.

Assets have a hash of their content in their address; `folium_map` tells the living map what to show.
"""
