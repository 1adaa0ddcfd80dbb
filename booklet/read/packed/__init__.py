"""Documents that pack their text: word processors', e-books', web archives', PDF.

Each is opened for its text alone, as a page of HTML and, where the document knows where its
lines stand, as typed text; what that holds is judged like any page.

unpacked   what comes out, and the limits of archives
word       .docx and .odt
epub       .epub
archive    .mhtml
pdf        .pdf, by where its letters stand
reader     the one entry: `unpack`
"""
