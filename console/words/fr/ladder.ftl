# L’échelle

inbox = À prendre en note
inbox-none = Rien n’attend d’être pris en note.
inbox-more = { $count ->
    [one] Un de plus n’est pas montré ici.
   *[other] { $count } de plus ne sont pas montrés ici.
}
ladder-own = Ce que notre partie a notifié
ladder-own-none = Votre partie n’a rien notifié qui soit en vigueur. Cela se fait dans la salle « Notifier ».
ladder-back = Tous
ladder-detail = Ce qui a été communiqué
ladder-latest = Tel que communiqué en dernier
ladder-earlier = Tel que communiqué auparavant
ladder-caption = À qui c’était communiqué, et jusqu’où chacun indique que c’est arrivé
ladder-told = communiqué { $how }
ladder-item = n° { $number } de sa boîte
ladder-register = le registre
ladder-silent = SILENCE : PAS UN MOT DEPUIS L’ENVOI
ladder-no-word = pas un mot
ladder-to-nobody = Personne n’en a eu communication, sauf le centre.
ladder-not-to-you = Votre partie n’a pas eu communication de cette version.
ladder-means = Chaque degré est la parole de la partie, avec son heure. Aucun ne signifie qu’elle consent à quoi que ce soit, et l’absence de mot ne signifie pas que ce n’a pas été lu.
ladder-untold = N’en ont pas eu communication :
ladder-others = Qui d’autre en a eu communication reste entre son auteur et eux.
ladder-cut = Parcouru jusqu’à l’enregistrement { $index } ; les mots suivants ne sont pas encore montrés.
ladder-go-on = Continuer
ladder-dispute = La contestation
ladder-otherwise = Communiqué par d’autres moyens, sur la parole de qui l’a fait
ladder-somebody = quelqu’un
ladder-read-back = relu
ladder-say = Jusqu’où c’est arrivé ici
ladder-say-hint = Chaque mot est signé et gardé ; les degrés peuvent venir dans tout ordre.
ladder-text = À qui, la question ou la raison
ladder-reply = Notre réponse
ladder-reply-text = La réponse, en mots
rung-sent = Envoyé
rung-delivered = Remis
rung-received = Reçu
rung-acknowledged = Pris en note
rung-ingested = Saisi dans les systèmes
rung-disseminated = Transmis aux unités
rung-queried = Question
rung-contested = Contesté
rung-returned = Renvoyé
say-received = Reçu
say-acknowledged = Prendre note
say-ingested = Saisi dans nos systèmes
say-disseminated = Transmis
say-queried = Demander
say-returned = Renvoyer
say-dispute = Contester
say-lift = Retirer la contestation
say-reply = Répondre
dispute-raised = conteste
dispute-replied = répond
dispute-lifted = retire la contestation
