"""What a booklet's HTML, XML and CSS may hold, read as browsers read them.

`css` and `tree` read and write, `allowed_css`, `allowed_html` and `allowed_xml` judge what was
read. Nothing here knows a course or a file.
"""
