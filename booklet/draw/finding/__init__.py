"""From quoted words to places: an analysis and the indexed script go in, `Finding`s come out.

Decides nothing about what is printed. What knows words, sentences and quotation marks
stands here too, as the other rooms read with it.
"""
