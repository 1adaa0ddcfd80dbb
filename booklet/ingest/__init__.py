"""Ingest: saved pages and script files in, the files of a course out, all as values.

inputs      what format a file has, by its content
blocks, html_page     a page as a list of blocks, each with its lines
voices      who speaks on a page, by the names that come back
remarks     what a page says of the lines that it quotes
labels      what each block looks like by itself
segments    where each text begins and ends, what it is, what it is called
quotations  speeches and exchanges of a quotation list
captions    what the cues of subtitles hold
subtitles   timed cues
screenplay  a screenplay's lines, labelled together; and the script they hold
rulings     what a person says a screenplay's lines are
alignment   rows of words laid beside each other
collation   the same line from several pages made one speech
readings    a speech with all its readings, and where they differ
order       where each exchange belongs
packs       what a course pack knows of the work
decisions   import.yaml, in which a person corrects all this
writing     the files of the course
accounts    a letter for each line of the sources
merging     what a person changed in them stays
course      the stages above, joined: `import_pages`
edge        the only module here that opens files
"""
