# Les mots de la console en français. Ceux du registre (résultats, forces, genres) sont dans catalogues/fr/vocabulary.ftl.

## Partout
looking = Recherche …
working = En cours …
close = Fermer
cancel = Annuler
all = Tous
try-again = Réessayer
language = Langue
theme = Clair ou sombre
theme-hours = Sombre la nuit
theme-light = Clair
theme-dark = Sombre
theme-system = Comme le système
ago = il y a { $span }
until-then = dans { $span }
after = après { $span }
as-of = état d’
caveat = Informer le registre est volontaire, sauf si un accord en dispose autrement. Personne ne perd de protection en y étant absent, et des personnes peuvent être présentes quoi qu’il y figure. Qui agit garde le même devoir de vérifier. Un reçu n’est pas un laissez-passer.
exercise = EXERCICE
pages = Pages
page-before = Précédente
page-next = Suivante
page-of = { $page } sur { $pages }

## Ouvrir une session
sign-in = Ouvrir la session
sign-in-register = Un registre en ligne réelle :
sign-in-key = Clé de ce navigateur
sign-in-file = Fichier de clé
sign-in-invitation = Invitation
key = Clé
key-waits = attend d’être inscrite
passphrase = Phrase secrète
passphrase-new = Nouvelle phrase secrète pour ce navigateur
passphrase-of-file = Phrase secrète du fichier
passphrase-hint = Au moins { $least } caractères. Elle scelle la clé sur cette machine et ne la quitte sous aucune forme ; sans elle, personne n’ouvre la clé.
passphrase-wrong = Cette phrase secrète n’ouvre pas la clé.
forget-key = Retirer cette clé du navigateur
forget-key-sure = Retirer la clé « { $name } » de ce navigateur ? Sans copie de son fichier, elle est perdue.
key-files = Clé, carte et chaîne
key-files-hint = NAME.key, NAME.card et NAME.chain tels que la ligne de commande les a faits ; choisissez-les ensemble. Ils sont lus dans cette page et ne sont envoyés nulle part.
file-kind-key = clé
file-kind-card = carte
file-kind-chain = chaîne
file-unknown = { $file } n’est ni clé, ni carte, ni chaîne.
file-not-a-key = Ce n’est pas un fichier de clé.
file-not-a-party = Cette clé n’est pas faite pour signer des déclarations.
file-damaged = Le fichier de clé est abîmé : remettez une copie.
file-sealed = Ce fichier de clé est scellé : écrivez sa phrase secrète.
file-wrong-passphrase = La phrase secrète n’ouvre pas le fichier.
file-not-a-chain = Le fichier de chaîne est abîmé : remettez une copie, ou laissez-le.
card-damaged = La carte est abîmée, ou n’est pas celle de cette clé.
card-other-register = La carte est celle d’un autre registre.
load-and-sign-in = Charger et ouvrir la session
enrol-hint = Le centre donne un code pour une carte. Une clé est faite dans ce navigateur et ne le quitte jamais ; la carte indique à qui elle est.
invitation-code = Code de l’invitation
card-name = Nom sur la carte
card-name-hint = Une ligne pour les gens : bureau ou poste. Ce n’est pas le nom d’une personne.
enrol-ids = Partie et bureau, si le centre les a nommés
enrol-ids-hint = Laissés vides, de nouveaux sont tirés.
party-id = Partie
desk-id = Bureau
enrol-send = Faire une clé et envoyer sa carte
enrol-sent = La carte est envoyée
enrol-read-aloud = Lisez cette empreinte au centre, d’une voix qui y est connue :
enrol-then = Quand le centre a inscrit la clé, ouvrez la session avec elle.
no-line-title = Pas de ligne vers le registre
no-line-kept = Le serveur ne répond pas. Ce que ce navigateur a montré en dernier s’ouvre avec la phrase de passe de votre clé ; c’est ancien.
kept-open = Ouvrir ce qui fut montré en dernier
kept-nothing = Rien n’a été gardé ici pour cette clé.
old-title = PAS DE LIGNE : ce qui est montré est ancien
old-as-of = Cela date de { $time }, il y a { $span }.
old-room = Les listes de cette salle sont du { $time }, il y a { $span }.
old-since = Ce qui est venu depuis n’est pas à l’écran. Ce que vous écrivez est gardé ici, et part dès qu’il y a une ligne.
old-leave = Quitter
key-open = Votre clé est ouverte : cette page signe avec elle.
key-locked = Votre clé est fermée : la page se lit et ne signe rien.
unlock = Ouvrir la clé
unlock-title = Ouvrez votre clé
unlock-why = Ce qui part d’ici est signé de votre clé.
key-elsewhere = La clé de cette session n’est pas dans ce navigateur. Fermez la session et chargez-la.
lock-screen = Verrouiller l’écran
locked-title = L’écran est verrouillé
locked-why = Ce qui attend une réponse reste affiché et sonore.
sign-out = Fermer la session

## La maison
rooms = Salles
rooms-more = Plus
room-now = Maintenant
room-requests = Demandes
room-notify = Notifier
room-plan = Plan et examen
room-stop = Arrêt
room-ladder = Échelle
room-desk = Bureau
room-register = Registre
room-inquiry = Enquête
room-happened = Ce qui s’est passé
skip-to-room = Vers la salle
local-time = Ici
bar-log = Journal
bar-witnesses = Témoins
bar-unverified = { $count } non vérifiées
bar-channels = Lignes
bar-stream = Flux
stream-live = direct
stream-cut = COUPÉ
frugal = Ligne lente : ni cartes, ni polices
not-submitted = NON DÉPOSÉ
not-submitted-why = Le registre ne répond pas. C’est gardé ici et envoyé de nouveau.
send-again = Envoyer de nouveau
said-alert-acknowledged = Une alerte est accusée
said-notification = Une notification
said-amendment = Un amendement
said-withdrawal = Un retrait
said-reconfirmation = Que cela tient toujours
said-report = Un compte rendu de mouvement
said-check = Un examen
said-plan = Un plan est déposé
said-plan-step = Un plan avance
said-stop = ARRÊT
said-stop-reply = Une réponse à un arrêt
said-stop-end = La fin d’un arrêt
said-told = Que quelqu’un a été prévenu autrement
said-request = Une demande
said-answer = Une réponse à une demande
said-rung = Jusqu’où c’est arrivé
said-dispute = Un mot dans une contestation
said-sign-on = Une prise de service
said-sign-off = Une fin de service
said-handover = Une relève
said-line = L’état d’une ligne
said-line-test = Un essai de ligne
said-line-test-answer = Une réponse à un essai de ligne
said-enrolment = Un enregistrement de partie ou de clé
said-revocation = La révocation d’une clé
said-incident = Un incident est ouvert
said-information = Une réponse sur un incident
said-claim = Un propos est inscrit
said-to-claim = Une position sur un propos
said-allegation = Une allégation est inscrite
said-allegation-answer = Une réponse à une allégation
said-allegation-step = Un degré pour une allégation
said-pair = Un jugement sur deux inscriptions
said-claim-withdrawal = Un propos est retiré
said-information-request = Une question sur un incident
said-lists = Deux listes côte à côte
said-entry-dispute = Une inscription mise à part comme litigieuse
said-bulletin = Un bulletin est publié

## Clavier
keys-title = Clavier
keys-room = Vers la salle « { $room } »
keys-alert = Accuser la première alerte
keys-lock = Verrouiller l’écran
keys-this = Cette liste
keys-escape = Quitter une fenêtre
keys-table = En tableau
keys-feed = En fil
keys-map = En carte
keys-filter = Vers les filtres
keys-next = Suivant
keys-before = Précédent
keys-close = Fermer le détail
keys-stop = Envoyer un arrêt

## Alertes
alerts = Alertes
alerts-open = { $count ->
    [one] Une alerte attend une réponse.
   *[other] { $count } alertes attendent une réponse.
}
alerts-more = { $count ->
    [one] Une de plus
   *[other] { $count } de plus
}
alerts-fewer = Moins
alerts-of-others = { $count ->
    [one] Une alerte attend chez une autre partie.
   *[other] { $count } alertes attendent chez d’autres parties.
}
alerts-unknown = On ne peut savoir si des alertes attendent : il n’y a pas de ligne.
acknowledge = Accuser réception
alert-waiting = attend depuis { $span }
alert-plan = le plan
alert-see-stop = voir et répondre
alert-stop-title = ARRÊT
alert-stop = Un arrêt vous concerne
alert-outcome-changed = Le résultat d’un plan en cours a changé
alert-movement-overdue = Un mouvement a passé son heure sans compte rendu
alert-halt-too-long = Une halte dure plus que les règles ne l’admettent : donnez un site temporaire
alert-request-overdue = Une demande est en retard
alert-request-due = Une demande arrive bientôt à échéance
alert-reconfirm-due = Une notification a passé son heure de renouvellement
alert-unreadable = Quelque chose d’illisible est arrivé
alert-channel = Une ligne a changé d’état
alert-escalated = Une alerte est restée sans réponse à temps
alert-probing = Des examens suivent un motif de recherche
alert-budget-used = Les examens du jour d’une partie sont épuisés : téléphonez-lui
alert-clock-doubted = L’horloge a sauté : deux personnes doivent la regarder, dont une du centre
alert-line-test = Un essai de ligne : répondez, rien d’autre n’est voulu
alert-unattended = La dernière personne d’une partie a quitté le service : téléphonez-lui
record-number = entrée { $index }

## État d’une notification
stands-in-force = en vigueur
stands-as-told = comme elle fut donnée
stands-over = passée
stands-stale = périmée
stands-overdue = en retard
stands-contested = contestée
stands-relayed = relayée
stands-disowned = désavouée
stands-withdrawn = retirée
stands-awaits-withdrawal = attend une seconde signature pour le retrait
stands-awaits-amendment = attend une seconde signature pour la modification
stands-departed = parti
stands-holding = à l’arrêt
stands-delayed = retardé
stands-deviated = par un autre chemin
stands-arrived = arrivé
stands-aborted = interrompu

## Ce que le registre a remarqué
flag-late = en retard
flag-short-lead = préavis court
flag-outside-zones = hors des zones
flag-duplicate = peut-être un doublon
flag-chain-gap = lacune dans la chaîne
flag-chain-fork = bifurcation de la chaîne
flag-quarantined = en quarantaine
flag-relayed = relayé
flag-unreadable = illisible
flag-undisclosed = non révélé
flag-inconsistent = incohérent
flag-clock-skew = horloge décalée
flag-answer-late = réponse tardive
flag-answer-partial = moins que demandé
flag-awaits-second = attend une seconde signature
flag-awaits-countersignature = attend un contreseing
flag-grace-over = délai écoulé
flag-emergency = urgence
flag-precision-assumed = précision supposée
flag-unknown-recipient = destinataire inconnu

## Problèmes
problem-no-line = Le serveur ne répond pas. Ce qui est montré peut être ancien.
problem-not-signed-in = Ouvrez la session.
problem-session-over = La session est finie : ouvrez-la de nouveau.
problem-signature = La clé n’est pas inscrite ici, ou n’est plus en vigueur.
problem-not-allowed = Ce n’est pas pour votre rôle.
problem-not-found = Rien de tel ici, ou pas pour votre partie.
problem-too-many-requests = Trop fut demandé à la fois : attendez un moment.
problem-unavailable = Le registre n’est pas disponible pour le moment.
problem-outcome-unknown = On ne sait si ce fut inscrit ; la même chose est envoyée de nouveau.
problem-overload = Le registre a trop à faire : c’est envoyé de nouveau.
problem-no-space = Le disque du registre est plein : téléphonez à qui l’exploite.
problem-key-revoked = Cette clé n’est plus en vigueur.
problem-wrong-state = L’état n’est plus celui-là : regardez de nouveau.
problem-not-the-owner = Seul son auteur peut le faire.
problem-over-limit = Cela dépasse une limite du registre.
problem-invalid = Le registre l’a refusé.
problem-not-verified = La vérification échoue.
problem-clock-in-doubt = L’horloge du registre est en doute : téléphonez au centre.
problem-internal = Quelque chose a échoué.
problem-other = Le registre a répondu par un problème.

## Lieux et créneaux
filter-zone = Zone
column-party = Partie
detail = Une notification
field-from = De
field-until = Jusqu’à
field-place = Lieu
field-text = En mots
area-of = une aire de { $count } sommets
map-base = Côtes : Natural Earth. Ni frontières, ni noms.
map-zoom-in = Plus près
map-zoom-out = Plus loin
area-circle = Autour d’une position
area-polygon = Sommets d’une aire
position = Position
position-hint = Degrés décimaux, degrés avec minutes et secondes, MGRS ou UTM ; latitude d’abord.
position-wrong = Ce n’est pas une position dans une notation lue ici.
radius-km = Rayon, km
radius-m = Rayon, m
corners = Sommets, un par ligne
read-back = Relu :
read-precision = (à { $length } près, par sa notation)
window-wrong = La fenêtre finit avant de commencer.
radio = À lire à la radio

## Notifications
column-what = Quoi
field-category = Catégorie
field-mode = Par
field-forces = Forces
radius-of = rayon { $length }
category-of-site-office = bureau
category-of-site-warehouse = entrepôt
category-of-site-residence = logement
category-of-site-health = santé
category-of-site-school = école
category-of-site-camp = camp
category-of-site-water = eau
category-of-site-power = électricité
category-of-site-infrastructure = infrastructure
category-of-site-distribution = distribution
category-of-site-observation-post = poste d’observation
category-of-site-liaison = liaison
category-of-site-position = position
category-of-site-halt = halte
category-of-site-other = autre
mode-overland = route
mode-waterborne = eau
mode-air = air
mode-foot = pied
mode-evacuation = évacuation
own-acts = Amender, rendre compte, retirer

## Le vérificateur hors ligne
verifier-open = Ouvrir le vérificateur hors ligne
verifier-keep = Le garder en fichier
verifier-why = Une page, un fichier : glissez-y un dossier de preuves ou un reçu avec la carte du registre. Elle ne demande rien à personne et marche depuis un disque, sans réseau.
verifier-compare = Qui sert un registre pourrait servir une autre page : comparez le fichier avec un autre, venu par une autre voie.
