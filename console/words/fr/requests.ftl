# Demandes

requests-past = Aussi les closes
requests-none = Personne n’a rien demandé à votre partie.
requests-none-asked = Rien n’a encore été demandé.
requests-overdue = En retard
requests-due = Dues
requests-to-come = À venir
requests-answered = Répondues
requests-closed = Closes
request-one = Une demande
request-number = Demande { $number } de sa suite
request-as-of = état au { $time }
request-due = due
request-overdue-for = en retard de { $span }
request-passed-on = transmis à tout bureau de service
request-reminded = rappelée
request-closed = changée avant son échéance
request-whole = toute la zone
request-part = une partie de la zone
request-part-unseen = une partie de la zone qui n’est pas donnée ici
request-again = Revient après
request-until = jusqu’au { $time }
request-change = Changer cette demande
request-change-means = Ce qui a commencé et n’est pas encore dû est fermé ; ce qui est écrit maintenant vaut dès la première heure ci-dessous.
request-change-send = Demander ainsi désormais
request-changed = La demande a été changée.
request-same-part = La même partie de la zone
request-end = Finir cette demande
request-end-sure = Finir cette demande ? Ce qui a commencé et n’est pas encore dû est fermé ; ce qui est en retard le reste.
request-ended = Finie le { $time }
request-gone = Elle ne revient plus : la demande a été finie ou changée.

## Le centre demande
ask = Demander
ask-whom = À qui
ask-part = Seulement sur une partie de la zone
ask-forces = Classes de force
ask-as-of = État au
ask-due = Due le
ask-order = L’échéance précède le début.
ask-again = Elle revient
ask-every = Après combien d’heures
ask-until = Plus aucune après
ask-remind = Rappel, minutes avant l’échéance
ask-remind-hint = Laissé vide : comme dans les règles de la zone.
ask-send = Leur demander
ask-done = { $count ->
    [one] Une partie a été interrogée.
   *[other] { $count } parties ont été interrogées.
}

## La réponse
answer-new = Répondre
answer-again = Répondre de nouveau
answer-nil = Personne
answer-nil-hint = personne des classes nommées, dans cette aire et cette fenêtre
answer-positions = Où ils sont
answer-positions-hint = des positions, et pour quoi la liste est complète
answer-refused = Non communiqué
answer-refused-hint = une réponse quand même
answer-nil-means = Un néant parle des classes, de l’aire et de la fenêtre qu’il nomme, et de rien d’autre.
answer-positions-means = Sans déclaration, la liste ne couvre qu’elle-même.
answer-refused-means = Refuser est une réponse : ce n’est pas du silence, et cela ne couvre rien.
answer-reason = Pourquoi, si vous le voulez
answer-where = Positions
answer-force = De qui
answer-radius = Rayon, m
answer-one-more = Une de plus
answer-take-out = Retirer
answer-from-notified = Reprendre nos sites en vigueur
answer-as-notified = comme notifié
answer-complete = La liste est complète
answer-incomplete = Qu’il y en ait d’autres reste ouvert : la réponse est partielle.
answer-nobody-of = Personne de ces classes
answer-complete-of = Complète pour ces classes
answer-complete-for = complète pour { $forces }
answer-forces-left = Demandées et laissées ouvertes : { $forces }
answer-all-zone = Pour toute la zone
answer-all-asked = Pour toute l’aire demandée
answer-no-boundary = Aucune limite convenue n’est tracée pour cette zone : nommez l’aire.
answer-area-left = Si cela tient toute l’aire demandée, le registre le constate.
answer-as-of = Vrai au
answer-send = Répondre
answer-done = Répondu : enregistrement { $index }.
answer-counts = celle-ci compte
answer-partial = moins que demandé
answer-late = en retard de { $span }
answer-relayed = écrite par un autre, pas encore signée
answer-leaves-open = Laissé ouvert de ce qui était demandé
answer-positions-of = { $count ->
    [one] une position
   *[other] { $count } positions
}

## Qui a communiqué quoi
cover = Qui a communiqué quoi
cover-caption = Zone par zone, partie par partie, au fil du temps en UTC. Les flèches vont de case en case. Aucun de ces mots ne signifie qu’il n’y a personne.
cover-is-not = Qui n’a rien communiqué peut être n’importe où.
cover-around = Avant et après maintenant
cover-hours = { $hours } h
cover-none = Personne n’est interrogé et personne ne doit répondre ici, pour autant qu’on vous le communique. Cela n’apprend rien sur qui s’y trouve.
cover-clock = L’horloge du registre est en doute : ne vous y fiez pas avant que deux personnes l’aient regardée.
cover-now = maintenant
cover-must = doit répondre
cover-asked = a été interrogée
cover-part = dans une partie
cover-line = sa ligne avec le centre n’est pas ouverte
cover-unreadable = quelque chose d’elle ne peut être lu : rien ne compte comme couvert
cover-overdue = en retard de { $span }
cover-due = due le { $time }
cover-nobody-of = personne de : { $forces }
cover-only = seulement : { $forces }
cover-no-class = aucune classe sur toute l’aire
cover-behind = Ce qu’il y a derrière
cover-time = Temps
cover-covered = Communiqué
cover-not = Non communiqué
cover-stale-from = Périmé à partir de
cover-awaited = Attendue jusqu’au
cover-records = Enregistrements
standing-answered = RÉPONDU
standing-nil = NÉANT
standing-partial = EN PARTIE
standing-refused = REFUS
standing-contested = CONTESTÉ
standing-unconfirmed = PAS ENCORE SIGNÉ
standing-unseen = PAS VU ICI
standing-stale = PÉRIMÉ
standing-not-due = pas encore dû
standing-silent = SILENCE
standing-no-boundary = PAS DE LIMITE CONVENUE
means-answered = Elle a communiqué où sont les siens de ces classes. D’autres peuvent y être.
means-nil = Elle a communiqué qu’elle n’y a personne des classes nommées. Cela ne parle ni d’autres classes ni de personne d’autre.
means-partial = Elle a communiqué pour certaines classes ou une partie de l’aire. Du reste, rien n’est connu.
means-refused = Elle ne se prononce pas. Où sont les siens n’est pas connu.
means-contested = Ce qu’elle a communiqué est contesté par un autre. Où sont les siens n’en ressort pas.
means-unconfirmed = Cela a été écrit par un autre et n’est pas encore sa parole signée.
means-unseen = Elle a communiqué quelque chose qui ne se voit pas ici.
means-stale = Ce qu’elle a communiqué est trop ancien pour s’y fier.
means-not-due = Elle a été interrogée et sa réponse n’est pas encore due. Rien n’est connu d’ici là.
means-silent = Elle n’a rien communiqué sur ce temps. Les siens peuvent y être n’importe où.
means-no-boundary = Aucune limite convenue n’est tracée : rien ne peut couvrir la zone.
