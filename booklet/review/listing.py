"""What `booklet review --json` prints of each item."""

from __future__ import annotations

from collections.abc import Iterable

from booklet.model import ReviewItem


def listing(items: Iterable[ReviewItem]) -> list[dict[str, object]]:
    """Plain data for each item, in order; `words` of a place are those quoted."""
    return [
        {
            "id": item.id,
            "doubt": item.doubt,
            "source": item.source,
            "reason": item.reason,
            "sentence": item.excerpt.before + item.excerpt.words + item.excerpt.after,
            "words": item.excerpt.words,
            "body": item.body,
            "places": [
                {
                    "citation": offer.citation,
                    "speaker": offer.speaker,
                    "words": offer.excerpt.words,
                    "score": offer.score,
                }
                for offer in item.offers
            ],
        }
        for item in items
    ]
