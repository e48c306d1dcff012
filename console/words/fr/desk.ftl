# Le bureau

desk-shared = Un bureau, plusieurs personnes : chacune ouvre sa clé et signe avec elle. Verrouiller l’écran ferme la clé et ne fait taire aucune alerte.
desk-other-person = Une autre personne
duty = Qui est de service
duty-caption = Les bureaux, s’il y a quelqu’un, et qui est de service
duty-desk = Bureau
duty-stands = État
duty-on = De service
duty-connected = un écran est connecté
duty-not-connected = aucun écran n’est connecté
duty-never-connected = aucun écran n’a jamais été vu
duty-you = vous
duty-somebody = quelqu’un sans nom
duty-since = depuis
duty-nobody = personne n’a pris le service
duty-not-told = qui c’est n’est pas donné ici
duty-you-are-on = Vous êtes de service à ce bureau.
duty-last = Vous êtes le dernier ici : si vous partez, le bureau est sans personne aussitôt, et c’est inscrit ; les examens qui s’appuient sur lui ne peuvent se prononcer.
duty-last-sure = Personne d’autre n’est de service. Finir le service et laisser le bureau sans personne ?
duty-off = Finir le service
duty-off-other = Est parti
duty-off-other-sure = Inscrire que cette personne est partie ?
duty-name = Par quel nom vous demander
duty-name-hint = Pour votre propre partie ; ce peut ne pas être votre vrai nom. Il peut rester vide.
duty-for-centre = Le centre peut aussi avoir ce nom
duty-come = Prendre le service
attended-attended = il y a quelqu’un
attended-unattended = il n’y a personne
attended-not-known = on ne sait pas

## La relève
handover = Relève
handover-open = Ouvert pour votre partie
handover-nothing = Aucune alerte et aucun arrêt ne sont ouverts.
handover-nobody = Personne d’autre n’est de service à ce bureau : il n’y a personne à relever, prendre le service suffit.
handover-from = De qui
handover-text = Un mot à ce sujet
handover-read = J’ai lu ce qui est ouvert, et je signe pour le tout
handover-means = Vous êtes ensuite de service et votre collègue ne l’est plus. Cela ne répond à rien : chaque alerte reste due jusqu’à ce que quelqu’un l’accuse.
handover-take = Relever
handover-taken = relevée
handover-alert = une alerte
handover-done = Relève faite : enregistrement { $index }.

## Les lignes
lines = Lignes
lines-caption = L’état de chaque ligne
lines-with = Avec
lines-stands = État
lines-say = Donner l’état d’une ligne
lines-since = Depuis
lines-theirs = C’est du côté de l’autre
lines-text = Pourquoi
lines-hint = La parole de chaque côté est gardée, et la pire compte.
lines-send = Donner

## Les essais de ligne
tests = Essais de ligne
tests-to = À qui
tests-everybody = Personne de choisi : à tous.
tests-means = Cela ne signifie rien d’autre qu’un appel à répondre.
tests-send = Essayer la ligne
tests-answer = Réponse
tests-silent = pas encore de réponse
tests-passed-on = transmis à tout bureau de service
tests-here = Répondre : ici
tests-none = Aucune ligne n’a encore été essayée.
