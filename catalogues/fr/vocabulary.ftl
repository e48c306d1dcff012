# Les mots propres au registre, en français. La clé : le vocabulaire et son mot, comme les écrivent les enregistrements et l’API.

## Ce qui s’est passé
event-other = autre
event-air-strike = frappe aérienne
event-shelling = bombardement d’artillerie
event-fire = tir d’armes légères ou tir direct
event-explosion = explosion d’origine inconnue
event-mine = mine ou charge posée
event-uncrewed-aircraft = aéronef sans équipage
event-movement = mouvement de forces
event-crossing = franchissement d’une ligne
event-access-denied = passage refusé
event-detention = détention
event-property = biens pris ou détruits
event-fighting = combat au sol
event-air-defence = tir de défense aérienne

## Certitude d’une heure
certainty-exact = telle que donnée
certainty-about = vers ce moment
certainty-day = ce jour-là
certainty-week = cette semaine-là
certainty-month = ce mois-là
certainty-unclear = non connue

## Questions auxquelles répondent les affirmations
question-what-happened = Ce qui s’est passé
question-where = Où
question-when = Quand
question-who-was-present = Qui était présent
question-who-was-told = Qui a été informé
question-who-did-it = Qui l’a fait
question-casualties = Personnes atteintes
question-damage = Dommages
question-compliance = Si les clauses ont été respectées
question-relations = Rapports entre les acteurs

## S’il en était ainsi
polarity-was = il en était ainsi
polarity-was-not = il n’en était pas ainsi

## Comment cela a été dit
channel-statement = déclaration
channel-press = conférence de presse, entretien ou discours
channel-report = article de presse
channel-social = réseau social
channel-telephone = téléphone ou radio
channel-letter = lettre
channel-dataset = jeu de données ou ouvrage de référence
channel-meeting = réunion
channel-witness = personne qui était sur place

## Ce que les personnes ont subi
harm-killed = morts
harm-wounded = blessés
harm-missing = disparus
harm-detained = détenus
harm-displaced = déplacés
harm-neutralised-as-claimed = « neutralisés », selon l’affirmation
harm-unspecified = atteinte non précisée

## Qui étaient les personnes
category-unspecified = non précisé
category-soldiers = militaires
category-civilians = civils
category-civil-staff = personnel civil des forces armées
category-humanitarian = personnel humanitaire
category-medical = personnel médical
category-children = enfants
category-women = femmes
category-monitors = observateurs

## Ce qui a été endommagé
object-unspecified = non précisé
object-homes = habitations
object-medical = établissements médicaux et ambulances
object-schools = écoles
object-infrastructure = eau, électricité, routes, ponts
object-vehicles = véhicules
object-armour = véhicules blindés
object-artillery = artillerie
object-aircraft = aéronefs
object-air-defence = défense aérienne
object-posts = positions et postes
object-aid = biens humanitaires
object-targets-as-claimed = « cibles », selon l’affirmation

## Comment une clause a été respectée
compliance-complied = respectée
compliance-breached = non respectée

## Rapports entre les acteurs
relation-backed-by = soutenu par
relation-part-of = fait partie de
relation-fights-beside = combat aux côtés de

## Ce que l’on dit de l’affirmation d’un autre
stance-confirms = dit la même chose
stance-denies = dément
stance-cannot-confirm = ne peut pas dire qu’il en est ainsi
stance-no-answer = n’a pas répondu

## Règles dont on tire les chiffres
rule-lowest = le plus petit nombre de toutes les affirmations en vigueur
rule-highest = le plus grand nombre de toutes les affirmations en vigueur
rule-latest-of-each-claimant = du plus petit au plus grand de ce que chaque auteur a dit en dernier

## Catégories de forces
force-regulars = unités régulières
force-attached = unités rattachées
force-partners = forces partenaires
force-contractors = sous-traitants
force-humanitarian = personnel humanitaire
force-civil = personnel et services civils

## Moyens
means-telephone = téléphone
means-radio = radio
means-paper = papier
means-in-person = de vive voix
means-mail = courriel ou message écrit

## Questions types sur un incident
asked-positions = Où étaient alors vos forces ?
asked-what-was-notified = Qu’aviez-vous notifié : une position ou un mouvement, quelle zone, quelle période, avec quelle précision ?
asked-when-it-reached-whom = Quand cela est-il parvenu au centre, et qui en a accusé réception, jusqu’à quel degré ?
asked-what-was-requested = Vous a-t-on interrogés sur ce lieu et ce moment, et qu’avez-vous répondu ?
asked-what-a-nil-covered = Quelles forces votre « néant » couvrait-il ?
asked-passed-on-to-whom = Avez-vous transmis ce qu’on vous avait dit, à qui et quand ?
asked-when-a-stop-came = Quand le mot d’arrêt est-il arrivé, et qui l’a pris ?
asked-clock-and-spelling = Quelle horloge et quelles graphies vos documents emploient-ils ?
asked-activities-under-way = Quelles activités y aviez-vous en cours ?
asked-nature = Que s’est-il passé, selon vous ?
asked-extent = Quelle en a été l’étendue, selon vous : lieu, durée, personnes atteintes ?
asked-threat-to-the-agreement = Qu’est-ce que cela signifie pour l’accord, selon vous ?

## État d’une question
state-open = ouverte
state-overdue = pas de réponse dans le délai
state-answered = réponse donnée
state-answered-late = réponse donnée après le délai

## Sortes de réponses
reply-positions = positions
reply-nil = personne de ces forces
reply-claims = par des affirmations
reply-refused = refuse de répondre
reply-cannot-say = ne peut pas dire
reply-words = en mots

## Ce que dit une vérification
outcome-overlap = CHEVAUCHEMENT
outcome-none-known = RIEN DE NOTIFIÉ
outcome-unknown = NE PEUT PAS DIRE

## État d’une ligne
line-open = ouverte
line-degraded = mauvaise
line-unattended = personne ne répond
line-suspended = suspendue
line-withdrawn = retirée

## Pourquoi on ne peut pas dire
why-outside-zones = une partie n’est dans aucune zone à limite convenue
why-nobody-obliged = personne n’est tenu de répondre ici : la notification est volontaire
why-silent = rien n’a été dit qui couvre cela
why-stale = ce qui a été dit est trop ancien
why-scope = ce qui a été dit omet des catégories de forces, une partie de la zone ou de la période
why-contested = ce qui a été dit est contesté
why-unreadable = quelque chose a été envoyé et ne peut être lu
why-erased = quelque chose à l’intérieur a été effacé ou perdu
why-channel = la ligne n’est pas ouverte
why-refused = refus de répondre
why-undisclosed = quelque chose a été signalé ici sans dire où
why-clock = l’horloge du registre était douteuse
why-budget = le nombre de vérifications permises est épuisé
why-floor = ce qui est demandé est plus petit ou plus court que ce qui peut l’être
why-relayed-only = ce qui couvrirait cela a seulement été relayé, sans signature
why-boundary-not-agreed = la limite n’est pas convenue, ou il n’y a que des mots
why-stale-inside = quelque chose de notifié à l’intérieur n’a pas été renouvelé à temps
why-plan-unseen = les volumes du plan sont perdus

## Sortes de notifications
notification-site = site
notification-movement = mouvement
notification-nil = néant

## Avec quelle précision on a été informé
resolution-commitment = une empreinte seule
resolution-existence = qu’il y a quelque chose
resolution-cell = par cellules
resolution-exact = exactement

## Pourquoi aucun état n’est joint
no-state-no-place = Le lieu n’est connu que par son nom ; rien n’a donc pu être demandé au registre à son sujet. Qui a ouvert l’incident peut y ajouter des coordonnées.
no-state-erased = Le lieu a été effacé ; ce qui y était tenu ne peut plus être demandé.

## Ce qu’une affirmation est devenue
became-superseded = remplacée
became-withdrawn = retirée
withdrawn-entered-in-error = retirée : inscrite par erreur
withdrawn-taken-back = retirée par son auteur

## Moment pour lequel un état est demandé
as-of-event = quand cela a commencé
as-of-opening = quand l’incident a été ouvert

## Sortes d’allégations
kind-small-arms = armes légères
kind-direct-fire = tir direct
kind-shelling = bombardement d’artillerie
kind-rockets = roquettes et missiles
kind-air-strike = frappe aérienne
kind-drone = aéronef sans équipage
kind-mine = mine
kind-explosion = explosion
kind-fighting = combat
kind-force-movement = mouvement de forces
kind-force-presence = présence de forces
kind-overflight = survol
kind-attack-on-civilians = attaque contre des civils
kind-blocked-aid = aide retenue
kind-abduction = enlèvement
kind-recruitment = recrutement
kind-propaganda = propagande hostile
kind-fortification = fortification
kind-restriction = restriction de mouvement
kind-other = autre
kind-nothing-observed = rien observé
kind-no-access = pas d’accès

## Degrés d’une allégation, par qui les prononce
step-logged = inscrite
step-corroborated = appuyée par d’autres sources
step-verified = vérifiée sur place ou par des moyens techniques
step-concluded = examinée, avec un constat
step-rejected = rejetée
step-taken-back = reprise

## Ce qu’une autre partie dit d’une allégation
answer-confirms = dit la même chose
answer-denies = dément
answer-cannot-confirm = ne peut pas dire qu’il en était ainsi

## Catégories d’armes
weapon-any-weapon = toute arme
weapon-heavy-weapons = armes lourdes
weapon-tanks = chars
weapon-armoured-vehicles = véhicules blindés
weapon-multiple-rocket-launchers = lance-roquettes multiples
weapon-artillery = artillerie
weapon-mortars = mortiers
weapon-missiles = missiles
weapon-air-defence = défense aérienne
weapon-aircraft = aéronefs avec équipage
weapon-unmanned-aircraft = aéronefs sans équipage
weapon-small-arms = armes légères
weapon-mines = mines
weapon-ammunition = munitions
weapon-equipment = autre matériel

## État d’un plan
plan-filed = déposé
plan-active = en cours
plan-paused = interrompu
plan-ended = terminé
plan-cancelled = n’aura pas lieu

## Noms des chiffres d’un bulletin
entries-listed = inscrites
entries-matched = appariées
entries-only = ici seulement
entries-disputed = en litige
entries-pairs = paires appariées
entries-contested = contestées par une autre partie
entries-withdrawn = retirées par leur auteur
entries-corrected = racontées autrement depuis leur inscription
entries-unplaced = à côté de la liste : ni zone ni lieu indiqués
entries-untold = à côté de la liste : récit illisible ici
entries-steps = degrés
entries-answers = réponses
entries-beside = à côté des listes
entries-answers-by-others = réponses d’autres
entries-beside-by-others = à côté des listes, par d’autres

## Ce que comptent les règles de ces chiffres
rule-listed = violations que la partie allègue avoir commencé dans la zone ce jour-là, telles qu’elles étaient quand les listes ont été ouvertes en dernier ; ce qui a été retiré ou corrigé depuis reste inscrit
rule-matched = inscriptions qu’une personne de l’éditeur tient pour relatives au même événement qu’une inscription de l’autre liste ; cela ne rend exact aucun des deux récits
rule-only = inscriptions ni appariées ni en litige ; que l’autre côté n’inscrive rien de tel n’est pas une parole de sa part
rule-disputed = inscriptions qu’une personne de l’éditeur a mises à part avec une raison : ni appariées ni d’un seul côté
rule-pairs = paires d’une inscription de chaque liste qui sont appariées
rule-contested = inscriptions que la dernière réponse d’une autre partie dément
rule-withdrawn = inscriptions que leur auteur a retirées ; elles restent dans tous les autres chiffres
rule-corrected = inscriptions que leur auteur raconte autrement depuis leur inscription ; le genre est compté comme dit en dernier
rule-unplaced = violations que la partie allègue de ce temps sans zone ni lieu ; elles ne sont pas inscrites et peuvent appartenir à cette liste
rule-untold = violations dont le récit n’a pas été communiqué à l’éditeur ou est effacé, sauf celles reçues avant le début du jour ; elles ne sont pas inscrites et peuvent appartenir à cette liste
rule-steps = inscriptions de l’auteur selon le dernier degré de l’échelle, chacune à qui le franchit ; le degré de personne ne rend un récit exact
rule-answers = inscriptions de l’auteur selon la dernière réponse, de l’un ou l’autre côté et de qui observe ou enquête ; l’absence de réponse n’est une parole pour aucun côté
rule-beside = observations nulles, restrictions d’accès et violations qu’aucun des deux côtés n’allègue, de la zone et du jour, selon qui les a inscrites, là où c’est quelqu’un qui observe ou enquête
rule-answers-by-others = dernières réponses de parties qui ne sont aucun des deux côtés et qui n’observent ni n’enquêtent ; ni de qui elles sont ni ce qu’elles portent n’est donné ici
rule-beside-by-others = observations nulles, restrictions d’accès et violations de la zone et du jour, inscrites par des parties qui ne sont aucun des deux côtés et qui n’observent ni n’enquêtent ; ni de qui elles sont ni leur genre n’est donné ici
