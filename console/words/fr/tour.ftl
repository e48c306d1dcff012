# La visite

tour = Visite de Kestrel Valley
tour-there = Vers le lieu
tour-end = Terminer la visite
tour-valley = La vallée
tour-valley-why = Soldats et secouristes partagent une vallée que survolent les avions d’un tiers. Tout est inventé, en mai 2000. Chaque partie manque une fois à quelque chose, et le registre le montre. Vous voyez ce que votre bureau a reçu : les clés d’un autre montrent autre chose.
tour-asked = Qui répond
tour-asked-why = Le matin du 21 mai, le centre demande à tous où sont les leurs. Le Nord et le Sud répondent, chacun pour moins que demandé ; l’Est ne répond pas. Qui se tait est montré comme silencieux, jamais comme absent.
tour-before = Connu à 13:20
tour-before-why = L’Est prévoit une frappe sur K-17 à 14:00. Demandez ce que tenait le registre à 13:20 : rien en vigueur autour de Dorvane, et pourtant il ne pouvait pas dire que personne n’y était, car nul n’avait répondu pour tous.
tour-moved = Connu à 13:45
tour-moved-why = À 13:40, le Sud a notifié un mouvement vers K-17. Le plan était en cours : la veille a aussitôt alerté le bureau aérien de l’Est. Personne n’y était ; trois minutes plus tard, le bureau de nuit avait l’alerte. Demandez de nouveau et voyez ce qui a changé.
tour-passed = Qui l’a transmis
tour-passed-why = Entre une parole et ceux à qui elle est destinée, il y a des degrés : envoyé, reçu, pris en note, intégré, diffusé. Le Nord a transmis le mouvement à une compagnie qui n’était pas là, et sa réponse se trouve à côté.
tour-stop = Halte
tour-stop-why = À 13:52, le Secours a vu des avions bas sur Dorvane et a appelé une halte. Elle a atteint aussitôt le bureau de nuit de l’Est ; deux minutes après, l’appareil s’était détourné. Chaque réponse garde son heure. Affichez les haltes terminées pour la voir.
tour-voices = Ce qui s’est passé, par quelles voix
tour-voices-why = Une explosion a été entendue. Quatre voix en parlent, avec d’autres heures, noms et nombres. Le registre ne prend pas parti : il met les récits côte à côte, chacun avec son auteur, et montre comment les nombres ont changé.
tour-lists = Deux listes
tour-lists-why = Chaque côté tient une liste de violations. Quelles entrées peuvent être un même événement se calcule avec ses raisons, et une personne décide. Le bulletin donne les comptes des deux côtés ; chacun peut s’y abonner.
tour-proof = Ne se fier à personne
tour-proof-why = Chaque inscription se trouve dans un journal qu’on ne change pas sans que cela se voie. Un dossier de preuves se prend dans la salle Recherche et se vérifie sur toute machine, sans ce serveur. Ici se trouvent clés, points de contrôle, et qui a vu quoi.
tour-you = À vous
tour-you-why = Notifiez un lieu, et laissez-le dire au Nord. Puis ouvrez un second navigateur comme un autre bureau, prévoyez-y quelque chose et vérifiez-le. Quand quelqu’un entre dans le plan, son bureau est alerté en une seconde.
