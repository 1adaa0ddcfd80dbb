"""Printed plays as plain text, read as whole documents.

lines       a document as a row of lines, without the marks of transcribers
cues        who may speak in a line, and how the document names its speakers
wording     words by which lines are known
features    what each line looks like in its place
grammar     what may follow what
reading     all lines labelled at once (Viterbi), twice
weights     the numbers by which that is done, from `weights.json`
directions  what is spoken in a paragraph, and what only tells how
cast        the persons of the play
assembling  the script that the labelled lines hold
marked      a saved page as such a text
reader      the one entry: `read_play`, `is_play`

How the weights were fitted, to plays invented and set in many house forms:
`python -m tools.plays`.
"""
