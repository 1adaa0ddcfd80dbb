"""The fixed words of web pages, and the function words of languages.

Boilerplate is told by shape first; these are the phrases with which sites of all
kinds label their controls, their asides and the end of an article (compare the
end-of-text markers of Kohlschütter et al., Boilerplate Detection using Shallow Text
Features, 2010). Nothing here names a site or a work.
"""

from __future__ import annotations

import re

_CONTROLS = r"""
    your changes have been saved
    (?:e-?mail|message) (?:is|has) (?:already )?(?:been )?sent
    please verify your e-?mail.*
    you.ve reached your .* maximum.*
    .*\bfollowed topics\b.*
    sign (?:in|up|out)\b.{0,60}
    log ?(?:in|out)
    register
    subscribe\b.{0,60}
    newsletters?
    .{0,80}\bsubscribe to our newsletter\b.*
    .{0,60}\bsign up for (?:our|the|more)\b.*
    (?:member|subscriber)s?-only (?:story|content|post)?
    (?:free|paid) (?:trial|members?)
    text to speech
    listen(?: to (?:this|the) (?:article|story))?| \d+ min(?:ute)?s? (?:read|listen)
    share(?: this)?(?: (?:on|via|article|story|post|page)\b.{0,40})?
    tweet
    pin ?it
    e-?mail
    print
    copy link
    link copied.*
    facebook
    twitter
    instagram
    whats?app
    reddit
    linkedin
    pinterest
    follow(?: us| me)?(?: on\b.*)?
    unfollow
    like
    likes
    clap
    save
    saved
    bookmark
    report
    menu
    search
    home
    next
    previous
    prev
    back
    close
    open
    skip to .{0,40}
    skip (?:ad|to main content)
    toggle .{0,30}
    show (?:more|less|all)| see (?:more|all|less)
    load more.*
    view (?:all|more|gallery|image)\b.{0,40}
    expand
    collapse
    edit
    history
    read more
    continue reading.*
    learn more.*
    click here.*
    tap here.*
    advertisement
    ad
    ads
    sponsored(?: content)?
    promoted
    affiliate .{0,60}
    .{0,40}\bcookies?\b.{0,100}
    privacy(?: policy| notice)?| terms(?: of (?:use|service)| and conditions)?
    all rights reserved.*
    .{0,20}©.{0,80}
    copyright\b.{0,80}
    contact(?: us)?
    about(?: us)?
    careers
    help(?: cent(?:er|re))?
    faqs?
    site ?map
    accept(?: all)?
    reject(?: all)?
    got it
    ok
    cast (?:&|and) crew
    user reviews
    trivia
    goofs
    crazy credits
    soundtracks
    faq
    quotes
    connections
    alternate versions
    full cast.{0,20}
    imdb ?pro
    watch(?:list| now| trailer)?
    add to .{0,30}
    rate this.*
    .{0,30}\bhelp fill gaps\b.*
    suggest an edit.*
    edit page
    (?:\d+|no) (?:comments?|replies|views|shares|likes|claps|votes)| reply
    upvote
    downvote
    .{0,60}\bfound this (?:helpful|interesting)\b.*
    was this (?:page|article) helpful.*
    this (?:article|post|story) (?:was|is) (?:originally |first )?(?:published|sponsored).*
    image(?:s)?(?: credits?)?(?: (?:via|by|courtesy)\b.*)?
    photo(?: by| credit|: ).{0,60}
    getty images.*
    \d+ answers?
    sorted by\b.{0,60}
    (?:asked|answered|modified|viewed)\b.{0,60}
    improve this (?:question|answer)
    add a comment
    after newsletter promotion
    free weekly newsletter
    enter your e-?mail.{0,20}
    privacy notice: .{0,300}
    we (?:and our|use|value)\b.{0,400}\b(?:cookies?|partners|privacy)\b.{0,400}
    (?:for more|more|other|see (?:also )?(?:our|more))\b.{0,120}\b(?:here|this link)\s?\.?
    (?:read (?:our|more|the rest)|find (?:our|more))\b.{0,120}\b(?:here|this link)\s?\.?
"""
_AFTER = r"""
    (?:leave|write|post|add|join|share|start|view|read)\b.{0,30} comments?\b.{0,20}
    (?:leave|write|post|add|share|view|read)\b.{0,30} (?:repl(?:y|ies)|responses?)\b.{0,20}
    (?:join|share|start)\b.{0,30} (?:conversation|discussion|opinion|thoughts?)\b.{0,20}
    (?:\d+|one) (?:thoughts?|comments?|repl(?:y|ies)|responses?) (?:on|to)\b.{0,120}
    (?:reader |user |all |top )?comments?
    comments? \(\d+\)
    \d+ (?:comments?|responses|replies)
    discussion
    responses
    what do you think\b.{0,60}
    .{0,80}\bthoughts (?:below|in the comments)\b.*
    let (?:us|me) know\b.{0,60}\bcomments?\b.*
    your email address will not be published.*
    about the (?:author|writer|contributor)s?
    author bio
    meet the author
    more (?:stories|articles|posts|news|reviews|videos|like this|to explore|to read|quotes)\b.{0,30}
    more (?:from|by|on|about|in)\b.{0,80}
    also (?:read|on|in)\b.{0,60}
    you (?:may|might) (?:also )?(?:like|enjoy|be interested)\b.*
    recommended(?: (?:reading|for you|from|articles?|stories|videos|posts))?\b.{0,30}
    related(?: (?:articles?|stories|posts|content|reading|topics|videos|searches))?
    read (?:next|also|this next)
    (?:most )?(?:popular|read|viewed|shared|watched)(?: (?:now|today|stories|posts|articles))?
    trending(?: now)?.{0,20}
    people are (?:reading|also reading|talking).{0,20}
    people also (?:ask|search).{0,20}
    recently viewed
    (?:latest|recent|featured|top)(?: (?:news|posts|stories|articles|comments|videos))?
    editors?.? ?(?:picks?|choice)
    contribute to this .{0,30}
    explore more.*
    keep reading
    up next
    what to (?:read|watch) next
    see also
    external links
    references
    footnotes
    navigation menu
    further reading
    images
    videos?
    galler(?:y|ies)
    tags
    categories
    topics
    filed under.*
    posted in.*
"""
_REFERENCE = (
    r"(?:related|more|read(?: more| also| next)?|see(?: also)?|watch|next|up next|also|listen"
    r"|don.t miss|check out|must read|next up)"
)


def _any_of(patterns: str) -> str:
    """One pattern a line, as one alternation."""
    return "|".join(line.strip() for line in patterns.strip().splitlines())


CONTROL = re.compile(rf"(?:{_any_of(_CONTROLS)})\W*$", re.IGNORECASE)
"""A whole block that is a control, a notice or a counter of a web page."""

AFTER = re.compile(rf"(?:{_any_of(_AFTER)})\W*$", re.IGNORECASE)
"""A whole block that opens what stands after or beside an article."""

REFERENCE = re.compile(rf"{_REFERENCE}\s*[:：]\s+\S", re.IGNORECASE)
"""A block that sends the reader to another page ("Related: …")."""

QUOTES_TITLE = re.compile(
    r"(?:(?:the|all|its|some|our|my|most|\d+|best|greatest|famous|favou?rite|memorable|funniest|"
    r"iconic|notable|top|of|movie|film|play)\s+)*"
    r"(?:lines|quotes|quotations|dialogues?|transcript|script)\W*$",
    re.IGNORECASE,
)
"""What stands behind the colon of a page's title: "Name of a work: the best lines"."""

BYLINE = re.compile(
    r"(?:(?:written|posted|published|reviewed|words|text|story|review|article|essay)\s+)?"
    r"(?:on [\w ,./-]{4,30} )?by:?\s+"
    r"(?P<name>[^\W\d_][^,|•·/\d]{2,50}?)\s*(?:[,|•·/–—-].*|\bon\b.*|\d.*)?$",
    re.IGNORECASE,
)

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
DATE = re.compile(
    rf"\b(?:(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"
    rf"|(?P<month>{_MONTHS})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTHS})\.?,?\s+(?P<year2>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)

SAYING = re.compile(
    r"\b(?:says?|said|saying|tells?|told|repl(?:y|ies|ied)|answers?|answered|asks?|asked|"
    r"writes?|wrote|reads?|sings?|sang|explains?|explained|continues?|continued|adds?|added|"
    r"responds?|responded|concludes?|concluded|whispers?|admits?|confesses?|declares?|"
    r"because|goes|words|letter|line|lines|monologue|speech|quote|follows)\b[^.!?]{0,160}:\s*$",
    re.IGNORECASE,
)
"""The end of a paragraph that announces quoted words."""

EMBEDDED = re.compile(
    r"(?:here|below|above|this|that)\b(?=.{0,160}:$).{0,12}\b(?:is|are|’s|'s)?\b.{0,60}"
    r"\b(?:clip|video|trailer|version|image|picture|photo|gallery|embed|excerpt|scene|pages?)\b"
    r".{0,40}:$",
    re.IGNORECASE,
)
"""A line that announced something which a text dump does not keep."""

LISTING = re.compile(r"(?P<title>\S.{3,120}?)\s+[-–—|]\s+(?P<publication>[^-–—|:]{2,40})$")
"""A search result: a title, a dash, where it appeared."""

_FUNCTION_WORDS = """
    en the of and to in is that it was for with as his her he you on not
    de der die und das ist nicht ein ich sie mit den von zu auf für im es
    fr le la les et de des un une est que qui dans pour pas sur il elle je
    es el la los las de que y en un una es por con para no se lo como
    it il lo la gli di che e un una è per con non si del della sono più
    pt o os as de que e um uma é por com para não se do da em mais
    nl de het een en van is dat niet ik je op te met voor zijn er aan
    sv och att det som en på är av för den med inte till jag har om
    pl i w nie na się z do to że jest o jak co ale po tak za
    ru и в не на что я с он как это по но они мы к за у
"""

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    tag: frozenset(common) for tag, *common in map(str.split, _FUNCTION_WORDS.strip().splitlines())
}
"""The commonest words of some languages, by BCP 47 tag: enough to tell them apart."""

_NOT_SPEAKERS = """
    related more read note notes update warning spoiler spoilers tip tags tag category categories
    source sources credit credits photo image images video title author date director directors
    writer writers cast starring genre rating runtime release year language country producer
    producers music cinematography studio budget plot summary synopsis verdict pros cons quote
    quotes answer question q a ps edit http https see watch next also published posted updated via
    from subject re to cc chapter part scene act theme themes setting tone conclusion introduction
    recap key fact example examples step privacy disclaimer advertisement categories topics
"""

NOT_SPEAKERS = frozenset(_NOT_SPEAKERS.split())
"""Words which, before a colon, label a line and do not speak it."""

_MENU_WORDS = "author director writer producer host music more read note tip watch next step scene"
MENU_WORDS = frozenset(_MENU_WORDS.split())
"""Those of them that may be somebody's name or part; they speak where others do."""
