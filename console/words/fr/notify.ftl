# Notifier

notify-what = Ce qui est notifié
notify-site = Notifier un site
notify-movement = Notifier un mouvement
notify-nil = Notifier qu’il n’y a personne
notify-table = Depuis un tableau
notify-look = Relire
notify-sure = Notifier ceci ?
notify-send = Notifier
notify-back = Continuer à écrire
notify-no-permit = Le registre l’inscrit ; personne n’a à y consentir, et ce n’est un permis pour personne.
nil-hint = Personne des forces que vous nommez n’est dans cette aire pendant la fenêtre. Cela n’apprend rien d’autres forces.
keys-notify = Notifier un site

## Ce qui s’écrit
names = Noms
names-hint = Un par ligne : chaque écriture et chaque graphie en usage.
names-known = Le registre vous montre sous un tel nom :
no-gazetteer = Cette page n’a pas de répertoire de lieux : les noms sont cherchés dans ce que votre partie a notifié ou appris.
legs = Le trajet
leg = Étape { $number }
leg-points = Positions de l’étape, une par ligne
leg-add = Autre étape
leg-remove = Enlever
hold = Point d’attente { $number }
hold-add = Point d’attente
emergency = Une urgence : le délai plus court est demandé
vehicles = Véhicules
more = Contact, marques, référence, zone
contact = Qui appeler à toute heure
verified-by = Qui a vérifié la position, un par ligne
marking = Marques visibles du ciel, de nuit, en infrarouge
purpose = But
reference = Votre référence
zone-found = La première qu’il touche
reconfirm-by = Valable jusqu’à
expiry-hint = Il faut une fin, ou une date de validité : alors vous redites que cela tient toujours.
forces-nil = Personne de ces forces
precision-m = Précision, m
precision-hint = À quelle distance le vrai lieu peut être de celui qui est écrit ; jamais plus fin que sa notation.
buffer-m = Marge, m
buffer-hint = À quelle distance les autres sont priés de rester.
steering = Un texte a un caractère qui cache ou retourne le sens de lecture : { $character }. Écrivez-le sans.

## Qui est informé
shares = Qui est informé
shares-why = Ce qui n’est pas partagé ici ne va qu’au centre. Ce que quelqu’un a vu reste vu.
told-register = Le registre lui-même, et le centre
told-coarse = Les examens le rencontrent alors aussi grossièrement, et les noms sont gardés.
share-none = non informé
share-all-exact = Tous : exactement
share-all-cell = Tous : par cellules
share-all-none = Personne
share-centre-alone = le centre seul

## Ce qui manque encore
lacks-place = Il manque le lieu.
lacks-way = Une étape manque de deux positions ou de largeur.
lacks-hold = Un point d’attente manque de position ou de rayon.
lacks-window = Une fenêtre finit avant de commencer, ou manque d’un bout.
lacks-until = Il manque la fin de la fenêtre.
lacks-forces = Les gens de qui : choisissez-en au moins un.
lacks-expiry = Il manque une fin ou une date de validité.
lacks-precision = La précision n’est pas une longueur.
lacks-zone = Pour ne dire que son existence, sa zone est nécessaire.

## Ce qui peut être un lapsus
noticed = Regardez encore
noticed-outside = Il est hors de toute limite tracée ici.
noticed-no-boundary = Aucune zone n’a de limite tracée : on ne peut savoir s’il est dans l’une d’elles.
noticed-duplicate = Vous avez quelque chose de semblable en vigueur tout près :
noticed-apart = (à { $length } au moins)
noticed-past = Sa fenêtre est finie.
noticed-stale = Sa date de validité est passée : il serait périmé aussitôt.
noticed-late = Il a déjà commencé.
noticed-nobody = Il n’est partagé qu’avec le centre.
noticed-wide = Le lieu n’est connu qu’à plus d’un kilomètre près.
noticed-unseen = Vos notifications n’ont pu être consultées : on ignore si celle-ci fait double.
noticed-many = Seules vos { $count } dernières de ce genre ont été consultées.

## Brouillons
draft = un brouillon
drafts = Brouillons sur cette machine
drafts-none = Aucun brouillon.
drafts-locked = Les brouillons sont scellés par votre clé : ouvrez-la pour les voir.
draft-locked = Rien n’est gardé tant que votre clé est fermée.
draft-kept = Gardé comme brouillon sur cette machine.
draft-signed = signé, part dès qu’il y a une ligne
draft-amends = un amendement
draft-go-on = Continuer
draft-drop = Jeter
draft-drop-sure = Jeter ce brouillon ?

## Les vôtres
own = Vos notifications en vigueur
own-find = Chercher par nom, en toute graphie, ou par identifiant
own-none = Aucune des vôtres en vigueur ne convient.
own-all = Montrer les { $count }
receipts = Reçus
receipt-there = C’est au registre :
flags-noticed = Le registre a remarqué :
said-first = Notifié
said-again = Amendé
awaits-second = Une autre personne de votre partie doit contresigner avant que cela compte.
amend-title = Amender
amend-hint = Ce que vous écrivez prend la place de ce qui était notifié. Pour un site, ce qui enlève quelque chose compte dès qu’une autre personne de votre partie a contresigné.
amend-open = Ouvrir pour amender
amend-look = Relire
amend-sure = Mettre ceci à la place ?
amend-send = Amender
report-title = Rendre compte du mouvement
report-act = Ce qui est arrivé
report-at = Quand
report-leg = À l’étape
report-hold = Au point d’attente
report-until = Attendu jusqu’à
report-way = Le trajet pris maintenant : positions, une par ligne
report-send = Rendre compte
reconfirm-title = Cela tient toujours
reconfirm-until = Valable jusqu’à
reconfirm-send = Dire que cela tient toujours
withdraw-title = Retirer
withdraw-hint = Ce qui est retiré n’est plus rencontré par les examens. Un site ne part que si une autre personne de votre partie a contresigné.
withdraw-reason = Pourquoi
withdraw-send = Retirer
withdraw-sure = Retirer cette notification ?

## Un reçu
receipt-title = Preuve de dépôt
receipt-print = Imprimer, ou garder en PDF
receipt-pdf = Pour les dossiers de qui l’a envoyé. « Enregistrer en PDF » dans l’impression donne le fichier.
receipt-record = Inscription
receipt-heard = Reçu le
receipt-signed = Signé, à l’heure de l’envoyeur
receipt-said = Quoi
receipt-id = Identifiants
receipt-proof = La preuve
receipt-proof-why = Elle montre à qui a la clé publique du registre que cette inscription est dans son journal.
receipt-no-permit = Il prouve que son envoyeur a informé le registre, et rien d’autre. Ce n’est pas un permis, et nulle réponse d’autrui n’y figure.
receipt-kind-site = un site est notifié
receipt-kind-movement = un mouvement est notifié
receipt-kind-nil = il n’y a personne
receipt-kind-amendment = un amendement
receipt-kind-withdrawal = un retrait
receipt-kind-reconfirmation = cela tient toujours
receipt-kind-report = un compte rendu de mouvement
receipt-kind-other = une autre déclaration

## Un tableau
sheet-hint = Les modèles du programme, en classeur, en CSV ou en cellules copiées d’un tableur. Chaque ligne devient une déclaration à part, signée de votre clé.
template-sites = Tableau vide de sites
template-movement-legs = Tableau vide de mouvements
sheet-file = Un classeur ou un fichier CSV
sheet-books = XLSX d’Excel ou de LibreOffice, ou ODS, sans mot de passe ; ou CSV. Il est lu dans cette page ; rien de ce qu’il contient n’est exécuté.
sheet-which = Quel tableau du classeur
sheet-paste = Ou des cellules, collées
sheet-read = Lire les cellules
sheet-rows = { $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
}
sheet-no-faults = Aucune faute trouvée.
sheet-faults = { $count ->
    [one] { $count } ligne a une faute.
   *[other] { $count } lignes ont une faute.
}
sheet-faulty-alone = Seulement les lignes fautives
sheet-save = Garder en CSV
sheet-table = Les lignes ; chaque cellule peut être corrigée
sheet-row = Ligne
sheet-state = État
sheet-faulty = a une faute
sheet-ready = peut partir
sheet-with-first = part avec son mouvement
sheet-send = { $count ->
    [one] Envoyer { $count } déclaration
   *[other] Envoyer { $count } déclarations
}
sheet-progress = Où en est l’envoi
sheet-halt = Arrêter
sheet-faulty-stay = Les lignes fautives ne partent pas.
sheet-empty = Il n’y a pas de ligne.
sheet-template = Ce n’est pas un tableau d’un modèle connu : sa première cellule nomme le modèle.
sheet-column-unknown = Le modèle n’a pas cette colonne :
sheet-column-twice = Cette colonne figure deux fois :
sheet-column-missing = Cette colonne manque :
sheet-too-long = La page prend { $most } lignes et 4 Mo : divisez, ou prenez la ligne de commande.
sheet-cell-long = Une cellule est trop longue.
sheet-quote = Un guillemet est ouvert et jamais fermé.
sheet-beside = À côté des colonnes il y a quelque chose sans nom : donnez-lui une colonne du modèle, ou retirez-le.
sheet-alone = Les mouvements et leurs étapes vont ensemble : une feuille de mouvements et une d’étapes.
sheet-utf8 = Le texte du fichier ne se lit pas : enregistrez-le en CSV UTF-8, ou en XLSX.
sheet-formulas = { $count ->
    [one] Une cellule est une formule : ce qui est montré est la valeur gardée par le classeur. Voyez si elle est encore juste.
   *[other] { $count } cellules sont des formules : ce qui est montré, ce sont les valeurs gardées par le classeur. Voyez si elles sont encore justes.
}
sheet-formula = gardé par une formule
book-broken = Le classeur ne se lit pas : il est abîmé, ou n’est ni XLSX ni ODS. Enregistrez-le à nouveau.
book-protected = Le classeur est derrière un mot de passe : enregistrez-le sans.
book-old = C’est un classeur de l’ancien format (.xls) : enregistrez-le en .xlsx ou .ods.
book-binary = Ce n’est pas un classeur de tableaux lu ici : enregistrez-le en .xlsx ou .ods.
book-large = Déplié, le classeur est plus grand que ce que prend la page (32 Mo, 1 000 parties) : n’y laissez que le tableau.
book-sheets = Il y a plus de 16 feuilles : ne laissez que celles du tableau.
book-cells = Il y a plus de cellules que n’en prend la page (100 000, et { $most } lignes par tableau) : divisez, ou prenez la ligne de commande.
book-wide = Une feuille a plus de 256 colonnes.

## Fautes de cellules
fault-time = Ce n’est pas un temps lu ici : 2026-03-01T08:00Z.
fault-time-zone = Une heure locale exige son fuseau dans time_zone.
fault-time-shift = Les horloges du fuseau ont eu cette heure jamais, ou deux fois : écrivez-la avec son décalage.
fault-required = À remplir.
fault-word = La liste n’a pas ce mot.
fault-number = Ce n’est pas un nombre dans ses bornes.
fault-text = Trop long, ou avec des caractères qui cachent ou retournent.
fault-formula = Une formule n’est pas prise : écrivez ce qu’elle montre.
fault-error = Le tableur n’a pas pu calculer cela : écrivez ce qui doit y figurer.
fault-precision = Un nombre ne garde pas la finesse avec laquelle il a été tapé : écrivez la précision en mètres.
fault-coordinate = Cela ne se lit pas comme position, ou de deux façons.
fault-place-missing = Il n’y a pas de lieu.
fault-no-gazetteer = Cette page n’a pas de répertoire de lieux : donnez des coordonnées.
fault-window = Cela finit avant de commencer.
fault-expiry = Il faut valid_until ou reconfirm_by.
fault-reference = Jusqu’à 64 lettres, chiffres et - _ . / : #
fault-twice = Cette référence figure deux fois.
fault-mixed = Ajouter et retirer ne vont pas dans un même tableau.
fault-legs = Le numéro de cette étape figure deux fois.
fault-told-already = Le registre a déjà cette référence : demandez à l’amender.
fault-never-told = Le registre n’a rien de cette référence venant d’un tableau.
