"""What comes out: the page, the document for paper, the EPUB, the plan and the review sheet."""
