# Un bulletin : ce que les deux côtés inscrivent d’une zone et d’un jour, en chiffres.

bulletin-title = Bulletin
bulletin-subject = { $zone }, { $day }
bulletin-as-of = Publié le { $at }, version { $version } sur { $versions }
bulletin-published = Version { $version } sur { $versions }, publiée par { $party } le { $at }.
bulletin-replaces = Elle remplace la version de l’enregistrement { $record }. La raison que donne { $party } :
bulletin-replaced = Cette version a été remplacée par celle de l’enregistrement { $record }. Elle est conservée telle qu’elle a été publiée.
bulletin-uncountersigned = Il lui manque la contresignature d’une autre partie.
bulletin-no-side = Les deux listes sont la parole de leurs auteurs. « Apparié » veut dire qu’une personne tient deux inscriptions pour relatives au même événement, non que l’un ou l’autre récit soit exact. Aucun chiffre ici n’est celui du registre, et aucun ne dit qui a fait quoi. Un événement que personne n’inscrit a pu avoir lieu.
bulletin-basis = Le jour est compté à l’horloge { $clock }. Les chiffres reposent sur le journal avant l’enregistrement { $size } et sur le rapprochement nommé plus bas ; les listes ont été ouvertes en dernier à l’enregistrement { $listed }.
bulletin-heads = Sous la tête d’une colonne se trouve le nom de la règle de ses chiffres, comme dans les autres formes de ce bulletin.
bulletin-no-checkpoint = pas encore sous un point de contrôle public

section-lists = Deux listes
section-beside = Degrés, réponses, et ce qui se trouve à côté des listes
section-rules = Les règles des chiffres
section-check = Comment le vérifier

list-of = Ce que { $party } inscrit
list-word-of = Chaque inscription est la parole de { $party }.
list-all-kinds = tous genres
list-pairs = Paires appariées
list-steps = Degrés de l’échelle, chacun par qui le franchit
list-answers = Réponses, chacune par qui l’a donnée
list-beside = Observations nulles, restrictions d’accès, et violations qui ne sont dans aucune des deux listes
list-others = Autres, non nommés ici
list-nobody = Personne n’en a inscrit.
list-others-answers = Réponses aux inscriptions des listes
list-others-beside = Inscrit à côté des listes
step-at-level = { $step } ({ $level })

label-entry-kind = Genre
label-of-these = De toutes ces inscriptions
label-entries = Inscriptions
label-rule = Règle
label-of-whose = Inscriptions de qui
label-step = Degré
label-withdrawn = Retirées depuis
label-counts = Ce qu’elle compte
label-reconciliation = Rapprochement
label-content = SHA-256 du contenu

check-record = Qui a la carte du registre peut comparer la preuve de cet enregistrement avec le point de contrôle, hors ligne :
check-figures = Le SHA-256 est celui des octets du contenu dans l’enregistrement (CBOR déterministe). Le centre peut refaire chaque chiffre à partir du journal, une partie ceux de sa propre liste :
