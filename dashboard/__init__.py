"""The page: a Streamlit app around one map, fed by `geodata`.

A `View` is what a reader looks at; `session` owns it; `page` lays out filters, map
and panel around it; the map is drawn by the engine in ``browser/`` from a payload
that is fetched once.
"""
