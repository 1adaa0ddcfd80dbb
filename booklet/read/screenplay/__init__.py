"""Screenplays as plain text, read as whole documents.

lines       a document as a row of lines: text, indent, blank lines above, margins
columns     speeches side by side, one below the other
wording     words by which lines are known
layout      what the document says of its layout, before and after a first reading
features    what each line looks like in its place
grammar     what may follow what
reading     all lines labelled at once (Viterbi), twice
weights     the numbers by which that is done, from `weights.json`
title_page  title and authors
assembling  the script that the labelled lines hold
typed       what stands as typed on a saved page
reader      the one entry: `read_screenplay`, `is_screenplay`

Any format that knows where its lines stand can be read: give `read_laid_out` its `Line`s.

Agarwal, Balasubramanian, Zheng and Dash 2014 (labels of lines); Lafferty, McCallum and Pereira
2001 (conditional random fields); Baruah and Narayanan 2023 (labelled excerpts). How the weights
were fitted: `python -m tools.screenplays`.
"""
