# Le dossier d’un incident.

dossier-title = Dossier d’un incident
dossier-drawn = Tiré du registre { $origin } à { $size ->
    [one] { $size } enregistrement
    [many] { $size } d’enregistrements
   *[other] { $size } enregistrements
}, { $at }.
dossier-attributed = Chaque ligne est la parole de qui elle nomme. Le registre n’affirme rien de cela et n’en pèse rien.
dossier-caveat = La notification est volontaire, sauf si un accord en dispose autrement. L’absence du registre n’enlève de protection à personne. Des personnes peuvent être présentes. Le devoir de vérifier est inchangé. Un récépissé n’est pas un permis.
dossier-eyes = Vu par : { $party }.
dossier-page = Page { $page } sur { $pages }

section-incident = L’incident
section-versions = Ses versions
section-state = Ce que le registre tenait de ce lieu et de ce moment
section-requests = Ce qui a été demandé aux parties, et ce qu’elles ont répondu
section-claims = Les affirmations côte à côte
section-numbers = Comment les nombres ont changé
section-figures = Chiffres tirés, chacun avec sa règle
section-left-out = Ce qui est omis, et pourquoi
section-verify = Le journal, et comment vérifier ceci

label-id = Incident
label-opened-by = Ouvert par
label-opened-at = Ouvert le
label-record = Enregistrement
label-kind = Genre, selon qui l’a ouvert
label-when = Quand
label-clock = Horloge, telle qu’elle a été donnée
label-where = Où, dans toutes les graphies données
label-words = En mots
label-outcome = Une vérification aurait donné
label-missing = Ce qui manquait
label-what = Quoi
label-whose = De qui
label-stood = Dans quel état
label-question = Question
label-state = État
label-answer = Réponse
label-claimant = Parole de
label-says = Quoi
label-said = Comment et quand, source, enregistrement
label-number = Nombre
label-became = Ce qu’il est devenu
label-counted = Ce qui est compté
label-figure = Chiffre tiré
label-origin = Origine du journal
label-size = Enregistrements dans le journal
label-root = Racine du journal
label-checkpoint = Point de contrôle signé
label-until = Délai
label-asked-by = Demandé par
label-asked = Demandé le

place-also = { $name } (aussi { $others })
place-words = { $words } : { $name }
place-on-map = un lieu sur la carte
place-erased = effacé

time-at = { $utc } UTC
time-at-clock = { $utc } UTC ({ $local }, horloge { $offset })
time-at-unstated = { $utc } UTC (horloge non indiquée)
time-certainty = { $time }, { $certainty }
time-unknown = date non connue
time-from-until = { $from } – { $until }

count-exact = { $best }
count-between = de { $low } à { $high }
count-at-least = au moins { $low }
count-at-most = au plus { $high }
count-not-given = nombre non donné
count-best-between = { $best } (de { $low } à { $high })
count-best-at-least = { $best } (au moins { $low })
count-best-at-most = { $best } (au plus { $high })

counted-people = { $harm } : { $category }
counted-people-of = { $harm } : { $category } ({ $whose })
counted-things = dommages : { $object }
counted-things-of = dommages : { $object } ({ $whose })

says-number = { $counted } : { $number }
says-named = { $named ->
    [one] dont { $named } désigné par son nom
    [many] dont { $named } désignés par leur nom
   *[other] dont { $named } désignés par leur nom
}
says-denied = Selon { $claimant }, il n’en était pas ainsi :
says-told = informateur : { $teller }
says-told-whom = informé : { $whom }
says-told-means = par quel moyen : { $means }
says-told-when = quand : { $when }
says-forces = forces : { $forces }
says-clause = clause { $clause }, { $agreement } : { $how }
says-clause-by = par { $party }
says-relation = { $actor } : { $relation } : { $other }
says-not-at-hand = le contenu de l’affirmation n’est pas disponible

said-how = { $channel }, { $when }
said-speaker = qui parlait : { $speaker }
said-reported = rapporté par : { $source }
said-clock = horloge donnée ainsi : { $clock }
said-source = source : { $source }
said-hash = SHA-256 du document : { $hash }
said-original = original ({ $language }) :
said-original-plain = original :
said-translation = traduction :
said-remark = remarque de { $party } :
said-entered = inscrit par { $party }, enregistrement { $record }
said-withdrawn = { $withdrawn } (inscrit par { $party }, { $at }, enregistrement { $record })
said-superseded = remplacée par { $claim }
said-stance = { $claimant } : { $stance } ({ $stated })

somebody-erased = quelqu’un dont le nom a été effacé (enregistrement { $record })
somebody-outside = { $name } (hors du registre)
somebody-actor = { $name } (acteur)

state-version = Version { $number } sur { $of }, enregistrement { $record }
state-attached = { $then ->
    [one] { $then } enregistrement quand cela a commencé
    [many] { $then } d’enregistrements quand cela a commencé
   *[other] { $then } enregistrements quand cela a commencé
}, { $since ->
    [one] { $since } à l’ouverture
    [many] { $since } à l’ouverture
   *[other] { $since } à l’ouverture
}
state-register = le registre
state-nothing = rien n’est enregistré ici de ce lieu et de ce moment ; cela ne veut pas dire que personne n’y était
state-notification = notification { $id }, dite { $resolution }
state-position = position donnée dans une réponse
state-undisclosed = signalé sans lieu
state-unreadable = envoyé, et illisible
state-request = demande
state-request-answers = { $answers ->
    [0] aucune réponse à ce moment
    [one] { $answers } réponse à ce moment
    [many] { $answers } de réponses à ce moment
   *[other] { $answers } réponses à ce moment
}
state-declaration = déclaration couvrant : { $forces }
state-line = ligne avec le centre
state-relayed = noté pour un autre par { $party }
state-informed = informé par d’autres moyens, selon { $party }
state-check = vérification
state-plan = plan { $id }
state-sent = envoyé, sans accusé de réception
mark-stale = trop ancien
mark-contested = contesté
mark-relayed = relayé
mark-late = en retard
mark-standing = sans remarque
missing-of = { $party } : { $why }
missing-alone = { $why }
missing-none = rien

request-none = Rien n’a été demandé à personne.
request-positions = { $positions ->
    [one] { $positions } position, omise ici
    [many] { $positions } de positions, omises ici
   *[other] { $positions } positions, omises ici
}
request-nil = personne de : { $forces }, { $window }
request-claims = par les affirmations { $claims }
request-sealed = pour qui a demandé seulement
request-erased = ce qui a été répondu a été effacé

claims-none = Aucune affirmation n’a été inscrite.
numbers-none = Aucune affirmation ne donne de nombre.

figure-drawn = { $figure }, tiré de { $claims ->
    [one] { $claims } affirmation
    [many] { $claims } d’affirmations
   *[other] { $claims } affirmations
} par la règle « { $rule } »
figure-range = de { $low } à { $high }
figure-or-fewer = { $figure } ou moins
figure-or-more = { $figure } ou plus
figure-none = Aucun chiffre n’a été tiré.

left-out-places = Les coordonnées des lieux, des positions et de ce qui a été notifié : un dossier circule, et le registre ne doit servir à trouver personne.
left-out-persons = Les noms des victimes et de qui a parlé en confidence : ils sont scellés, et un dossier n’ouvre rien.
left-out-readers = Ce qui n’est pas à lire par { $party }.
left-out-later = Ce qui a été enregistré après l’enregistrement { $size }.
left-out-state = Ce que le registre tenait : on le demande au serveur par la commande « incident state », afin qu’il reste écrit qui a regardé.
left-out-alerts = Les alertes une à une et chaque degré d’accusé de réception : ils sont dans le registre, et la commande « incident state » les montre.

verify-how = Qui a la carte du registre et un lot de preuves peut comparer chaque enregistrement nommé ici avec ce point de contrôle, hors ligne et sans se fier à personne :
verify-records = Le nombre après « enregistrement » est sa place dans le journal. Un récépissé prouve qu’il s’y trouve ; il ne prouve pas que ce qu’il dit soit ainsi.
quoted = « { $words } »
comma = ,
