"""What stands around a text on a web page and is no part of it, in four languages.

In: a language and a kind of site. Out: the lines before, between and behind, of our own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MARKS: Mapping[str, tuple[str, str]] = {
    "en": ("“", "”"),
    "de": ("„", "“"),
    "fr": ("« ", " »"),
    "es": ("«", "»"),
}


@dataclass(frozen=True, slots=True)
class Furniture:
    """The lines of one kind of site: `head` above a text, `between` its parts, `foot` below."""

    head: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrases:
    """How pages in a language say what pages say."""

    quotes: str
    quote: str
    by: str
    months: str
    date: str
    analysis: str
    speaker: str
    sites: Mapping[str, Furniture]


_EN = Phrases(
    quotes="Quotes",
    quote="Quote",
    by="By",
    months="January February March April May June July August September October November December",
    date="{month} {day}, {year}",
    analysis="Explanation and Analysis",
    speaker="Speaker",
    sites={
        "bare": Furniture(),
        "paper": Furniture(
            head=(
                "Skip to main content",
                "Subscribe",
                "Sign In",
                "News   Opinion   Culture   Sport",
                "We and our 182 partners use cookies to store and read information on your device.",
                "Accept all",
            ),
            between=(
                "Advertisement",
                "Read more: Eleven ferry cafés that still fry their own doughnuts",
            ),
            foot=(
                "Most viewed",
                "Council to repaint the bandstand after forty years",
                "The quiet return of the paper map",
                "© 2023 All rights reserved",
            ),
        ),
        "blog": Furniture(
            head=("The Rainy Projector", "Home   About   Archive   Contact", "Search this blog"),
            between=("Share this:", "Tweet   Pin it   Email"),
            foot=(
                "4 thoughts on this post",
                "Gunnar says:",
                "Great write-up, I am adding it to my list for the winter!",
                "Reply",
                "Leave a comment",
                "Powered by WordPress",
            ),
        ),
        "quotes": Furniture(
            head=("Sign In", "Browse by movie   Browse by actor   Top 100", "Login / Register"),
            between=("Share this quote", "12 people like this"),
            foot=(
                "More quotes from movies like this",
                "Tin Summer quotes",
                "The Lighthouse Tax quotes",
                "Privacy Policy   Terms of Use",
            ),
        ),
        "guide": Furniture(
            head=(
                "Upgrade to A+",
                "Study Guides   Literature   Teacher Edition",
                "Sign up for a free trial",
            ),
            between=(
                "Unlock explanations and citation info for this and every other quote",
                "Cite",
            ),
            foot=("Previous", "Next", "Get the entire guide as a printable PDF", "Help Center"),
        ),
        "wiki": Furniture(
            head=("Jump to navigation", "Jump to search", "From the free quote compendium"),
            between=("[edit]",),
            foot=(
                "External links",
                "Official site at the Internet Film Registry",
                "Retrieved from the compendium",
                "Category: Drama films",
                "This page was last edited on 4 May 2022, at 09:13.",
            ),
        ),
        "forum": Furniture(
            head=("r/quietfilms", "Posted by u/brine_and_ink 3 years ago", "Log In", "Sign Up"),
            between=("Share", "Save", "Reply"),
            foot=(
                "87 comments",
                "Best   Top   New",
                "lanternfish 2 yr. ago",
                "came here to say exactly this, saw it twice last week",
                "Back to Top",
            ),
        ),
    },
)

_DE = Phrases(
    quotes="Zitate",
    quote="Zitat",
    by="Von",
    months="Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    date="{day}. {month} {year}",
    analysis="Erläuterung",
    speaker="Figur",
    sites={
        "bare": Furniture(),
        "paper": Furniture(
            head=(
                "Zum Inhalt springen",
                "Abonnement",
                "Anmelden",
                "Politik   Feuilleton   Sport",
                "Wir verwenden Cookies, um unsere Seite für Sie zu verbessern.",
                "Alle akzeptieren",
            ),
            between=("Anzeige", "Lesen Sie auch: Warum die Dorfkinos wieder voll sind"),
            foot=(
                "Meistgelesen",
                "Gemeinderat streitet über den Springbrunnen",
                "© 2023 Alle Rechte vorbehalten",
            ),
        ),
        "blog": Furniture(
            head=("Sofakritik", "Startseite   Über mich   Impressum"),
            between=("Teilen mit:",),
            foot=(
                "2 Kommentare",
                "Jutta sagt:",
                "Danke für den Tipp, den schaue ich mir am Wochenende an!",
                "Antworten",
                "Schreibe einen Kommentar",
            ),
        ),
        "quotes": Furniture(
            head=("Anmelden", "Filme von A bis Z   Zufälliges Zitat"),
            between=("Zitat teilen", "7 Personen gefällt das"),
            foot=("Weitere Filmzitate", "Zitate aus Der Blechsommer", "Datenschutz   Impressum"),
        ),
        "guide": Furniture(
            head=("Jetzt Premium werden", "Lektürehilfen   Oberstufe   Referate"),
            between=("Alle Erläuterungen freischalten", "Zitieren"),
            foot=("Zurück", "Weiter", "Die ganze Lektürehilfe als PDF herunterladen"),
        ),
        "wiki": Furniture(
            head=("Zur Navigation springen", "Zur Suche springen"),
            between=("[Bearbeiten]",),
            foot=(
                "Weblinks",
                "Kategorie: Filmdrama",
                "Diese Seite wurde zuletzt am 4. Mai 2022 bearbeitet.",
            ),
        ),
        "forum": Furniture(
            head=("Filmforum", "Registrieren", "Thema abonnieren"),
            between=("Gefällt mir", "Melden"),
            foot=(
                "Antworten: 12",
                "kinomaus schrieb:",
                "sehe ich genauso, toller Film",
                "Nach oben",
            ),
        ),
    },
)

_FR = Phrases(
    quotes="Citations",
    quote="Citation",
    by="Par",
    months="janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    date="{day} {month} {year}",
    analysis="Analyse",
    speaker="Personnage",
    sites={
        "bare": Furniture(),
        "paper": Furniture(
            head=(
                "Aller au contenu principal",
                "S’abonner",
                "Se connecter",
                "Monde   Culture   Sports",
                "Nous utilisons des cookies pour améliorer votre expérience.",
                "Tout accepter",
            ),
            between=("Publicité", "Lire aussi : Les autocars de nuit ont leur musée"),
            foot=(
                "Les plus lus",
                "Le kiosque de la place sera repeint en vert",
                "Tous droits réservés",
            ),
        ),
        "blog": Furniture(
            head=("Le Fauteuil Rouge", "Accueil   À propos   Archives"),
            between=("Partager :",),
            foot=(
                "3 commentaires",
                "Gisèle dit :",
                "Merci pour ce billet, je le note pour cet hiver !",
                "Répondre",
                "Laisser un commentaire",
            ),
        ),
        "quotes": Furniture(
            head=("Connexion", "Films de A à Z   Citation au hasard"),
            between=("Partager cette citation", "9 personnes aiment ça"),
            foot=(
                "Autres citations de films",
                "Citations de L’été en fer-blanc",
                "Mentions légales",
            ),
        ),
        "guide": Furniture(
            head=("Passer à la version premium", "Fiches de lecture   Lycée   Dissertations"),
            between=("Débloquer toutes les explications", "Citer"),
            foot=("Précédent", "Suivant", "Télécharger la fiche complète en PDF"),
        ),
        "wiki": Furniture(
            head=("Aller à la navigation", "Aller à la recherche"),
            between=("[modifier]",),
            foot=(
                "Liens externes",
                "Catégorie : Film dramatique",
                "Dernière modification de cette page le 4 mai 2022.",
            ),
        ),
        "forum": Furniture(
            head=("Forum des cinéphiles", "S’inscrire", "Suivre ce sujet"),
            between=("J’aime", "Signaler"),
            foot=(
                "12 réponses",
                "minuit24 a écrit :",
                "tout à fait d’accord, vu deux fois",
                "Haut de page",
            ),
        ),
    },
)

_ES = Phrases(
    quotes="Frases",
    quote="Frase",
    by="Por",
    months="enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    date="{day} de {month} de {year}",
    analysis="Análisis",
    speaker="Personaje",
    sites={
        "bare": Furniture(),
        "paper": Furniture(
            head=(
                "Saltar al contenido",
                "Suscríbete",
                "Iniciar sesión",
                "Internacional   Cultura   Deportes",
                "Usamos cookies para mejorar su experiencia en el sitio.",
                "Aceptar todo",
            ),
            between=("Publicidad", "Lee también: Los cines de verano vuelven a las plazas"),
            foot=(
                "Lo más leído",
                "El quiosco de la plaza se pintará de verde",
                "Todos los derechos reservados",
            ),
        ),
        "blog": Furniture(
            head=("La Última Fila", "Inicio   Acerca de   Archivo"),
            between=("Compartir:",),
            foot=(
                "2 comentarios",
                "Martina dice:",
                "¡Gracias por la recomendación, la veo este fin de semana!",
                "Responder",
                "Deja un comentario",
            ),
        ),
        "quotes": Furniture(
            head=("Acceder", "Películas de la A a la Z   Frase al azar"),
            between=("Compartir esta frase", "A 9 personas les gusta"),
            foot=("Más frases de películas", "Frases de Verano de hojalata", "Aviso legal"),
        ),
        "guide": Furniture(
            head=("Hazte premium", "Guías de lectura   Bachillerato   Trabajos"),
            between=("Desbloquea todas las explicaciones", "Citar"),
            foot=("Anterior", "Siguiente", "Descarga la guía completa en PDF"),
        ),
        "wiki": Furniture(
            head=("Ir a la navegación", "Ir a la búsqueda"),
            between=("[editar]",),
            foot=(
                "Enlaces externos",
                "Categoría: Películas dramáticas",
                "Esta página se editó por última vez el 4 de mayo de 2022.",
            ),
        ),
        "forum": Furniture(
            head=("Foro de cine", "Regístrate", "Seguir este tema"),
            between=("Me gusta", "Denunciar"),
            foot=(
                "12 respuestas",
                "marea_baja escribió:",
                "totalmente de acuerdo, la vi dos veces",
                "Volver arriba",
            ),
        ),
    },
)

PHRASES: Mapping[str, Phrases] = {"en": _EN, "de": _DE, "fr": _FR, "es": _ES}
SITES: tuple[str, ...] = tuple(_EN.sites)
