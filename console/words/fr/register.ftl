# Le registre

register-parts = Parties du registre
part-parties = Parties
part-keys = Clés
part-zones = Zones
part-looks = Qui a vu quoi
part-log = Journal et santé
part-joining = Rejoindre
part-outbox = Envois

## Les parties et les clés
parties-caption = Être inscrit n’est pas être reconnu.
parties-role = Ce qu’elle est ici
parties-desks = Bureaux
parties-no-desk = aucun bureau
parties-belligerent = prend part aux hostilités
role-centre = centre
role-force = force
role-humanitarian = humanitaire
role-civil = civil
role-guarantor = garant
role-monitor = observateur
role-mediator = médiateur
role-intermediary = intermédiaire
role-investigator = enquêteur
role-witness = témoin
keys-caption = Toute clé jamais inscrite, et son état. Une personne est un identifiant, jamais un nom.
keys-person = Personne
keys-stands = État
keys-act = Ce qui peut être fait
keys-this-one = la vôtre
key-stands-good = en vigueur
key-stands-revoked = révoquée depuis le { $time }
key-stands-grace = remplacée, admise jusqu’au { $time }
key-stands-rotated = remplacée, plus admise
key-stands-look-again = inscrite par une clé révoquée depuis le { $time } : regardez à qui elle est
keys-revoke = Révoquer
keys-revoke-title = Révoquer cette clé ?
keys-revoke-means = Ce qu’elle a signé après ce moment est nul tant que la partie ne le reprend pas à son compte. Une clé révoquée ne revient pas.
keys-revoke-since = Nulle à partir du
keys-revoke-do = RÉVOQUER LA CLÉ
sessions-end = Finir ses sessions
sessions-sure = Finir toutes les sessions de cette personne ?
sessions-ended = Sessions finies de

## Les zones
zones-drawn = Les limites de la zone, dessinées en petit ; le tableau a chacune d’elles
zones-wide = { $length } de large ; le nord est en haut. Trait plein : tient maintenant. Brisé : à un autre moment. Pointillé : revendiqué.
zones-not-drawn = En mots seulement : il n’y a rien à dessiner.
zones-versions = Les limites dans l’ordre où elles furent dites
zones-version = Version
zones-status = Statut
zones-record = Enregistrement
zones-claimed-by = revendiquée par
zones-in-time = son temps est maintenant
zones-rules = Règles
zones-obliged = Qui doit répondre
zones-part = dans une partie
zones-voluntary = Personne ne doit répondre : notifier est volontaire ici.
zones-source = Les chiffres viennent du document
zones-no-rules = Aucune règle n’a été fixée pour cette zone.
boundary-agreed = convenue
boundary-claimed = revendiquée
boundary-text-only = en mots seulement
rule-freshness = Une réponse est fraîche pendant
rule-lead = Un mouvement est notifié à l’avance de
rule-lead-emergency = En urgence de
rule-tolerance = Proximité de deux fenêtres
rule-precision = Précision où aucune n’est donnée
rule-buffer = Plus petite marge d’un examen
rule-halt = Plus longue halte
rule-outcome = Plus longue vie d’un résultat
rule-floor = Plus petites aire et durée d’un examen
rule-floor-is = { $area } m², { $span }
rule-budget = Examens d’une partie par jour
rule-counts = Ses chiffres sont donnés à l’auteur après
rule-patience = Une alerte est transmise après
rule-reminder = Un rappel précède l’échéance de

## Qui a vu quoi
looks-hint = Chaque fois que quelqu’un se fait montrer où sont les vôtres, c’est inscrit : les regards du centre aussi. Les parties sont nommées, aucune personne.
looks-of = De
looks-again = Regarder de nouveau
looks-lost = { $count ->
    [one] Un enregistrement de regards ne peut plus être lu.
   *[other] { $count } enregistrements de regards ne peuvent plus être lus.
}
looks-caption = À qui fut montré ce que votre partie a notifié, le plus récent d’abord
looks-when = Quand
looks-by = Qui
looks-what = Quoi
looks-how = Avec quelle finesse
looks-way = De quelle manière
looks-times = Fois
looks-nobody = non donné
looks-none = Rien n’a encore été montré à personne, pour autant que ce soit inscrit.
looks-more = { $count ->
    [one] Un de plus n’est pas montré ici.
   *[other] { $count } de plus ne sont pas montrés ici.
}
look-view = sur un écran
look-inquiry = dans une enquête
look-export = dans un fichier
look-pack = dans un paquet hors ligne
counts = Examens sur ce que vous avez notifié
counts-hint = Des nombres par zone, après la fin des examens et le délai de la zone : ni plan, ni partie, ni lieu.
counts-none = Rien n’a encore été donné sur des examens.
counts-outside = hors de toute zone
counts-of = examens : { $checks }, notifications recoupées : { $overlaps }

## Le journal
log-verifies = La tête du journal est vérifiée
log-broken = LE JOURNAL NE SE VÉRIFIE PAS
log-failed = Sa signature ne tient pas :
log-other = Elle ne continue pas ce que ce navigateur a vu auparavant. Gardez les deux, ne vous y fiez plus, et comparez de vive voix avec les autres parties.
log-grew = { $count ->
    [one] Il n’a fait que croître depuis que ce navigateur l’a vu, le { $since } : comparé à une tête antérieure.
   *[other] Il n’a fait que croître depuis que ce navigateur l’a vu, le { $since } : comparé à { $count } têtes antérieures.
}
log-first = Ce navigateur n’a vu aucune tête antérieure ; désormais chacune est comparée à celle-ci.
log-witness-other = Un témoin a vu une autre histoire de ce journal :
log-size = Enregistrements
log-root = Racine
log-origin = Journal
log-hint = Vérifié dans cette page, sous la clé de la carte du registre, par le vérificateur indépendant. Comparez l’empreinte de la carte par une autre voie.
log-public = Sous la tête publique de { $size } enregistrements se trouvent les signatures de :
log-no-witness = Aucun témoin n’a signé dessous.
witness-verified = vérifiée dans cette page
witness-fails = NE TIENT PAS
witness-unknown = témoin inconnu
witness-at = signé
witness-claims = se donne pour
witness-lacking = Pas de signature qui tienne de :
witness-quorum = Autant de témoins ont signé que la politique en demande.
witness-no-quorum = Moins de témoins ont signé que la politique n’en demande.
witness-not-logs = La signature du journal sous cette tête ne tient pas : rien de ce qui est dessous ne compte.
witness-head-broken = La tête publique ne se lit pas, ou la politique de ce navigateur est pour une autre clé de journal.
policy-here = Ce navigateur croit :
policy-no-witness = aucun témoin
policy-lacks = Ce navigateur n’a reçu aucune politique : aucun témoin ne lui est connu, aucun ne compte.
policy-take = Lui donner une politique
policy-other-take = Lui donner une autre politique
policy-forget = Oublier la politique
policy-other = Cette politique ne nomme pas le journal de ce registre avec sa clé.
policy-none = Ce n’est pas une politique :
log-witness-hint = Qui croire est écrit dans une politique : un texte avec la clé du journal et celles des témoins, venu d’un autre que celui qui tient le registre. Elle est gardée dans ce navigateur, pour ce registre.
health = Santé
health-server = Serveur
health-ready = répond et inscrit
health-not = n’est pas prêt
health-clock = L’horloge du registre
health-clock-doubt = en doute : deux personnes doivent la regarder
health-clock-fine = marche
health-ahead = Elle diffère de celle de cette machine de
health-genesis = Genèse
health-card = La carte du registre

## Rejoindre
joining-cards = Cartes qui attendent d’être inscrites
joining-no-card = Aucune carte n’attend.
joining-invite = Inviter quelqu’un
joining-new-party = une partie nouvelle
joining-any = n’importe
joining-days = Ouverte pendant, en jours, 14 au plus
joining-make = Faire une invitation
joining-once = Ce code n’est montré que cette fois. Donnez-le par une voie à laquelle vous vous fiez :
joining-address = Le nouveau venu ouvre
joining-hide = Je l’ai transmis
joining-open = Invitations ouvertes
joining-until = jusqu’au
joining-withdraw = Retirer
enrol-compare = Faites-vous lire cette empreinte, par une voix que vous connaissez :
enrol-new = (nouveau)
enrol-party-name = Nom de la partie
enrol-desk-name = Nom du bureau
enrol-heard = J’ai entendu la même empreinte
enrol-do = Inscrire la clé
enrol-leave = Laisser cette carte

## Les envois
outbox-hint = On indique aux cibles extérieures qu’il y a quelque chose au bureau, et rien d’autre.
outbox-targets = Cibles
outbox-target = Cible
outbox-taken = En a pris une en dernier
outbox-waiting = En attente
outbox-dead = Mortes
outbox-gone = n’est plus configurée
outbox-none = Il n’y a pas de cible extérieure.
outbox-letters = Lettres en attente ou mortes
outbox-letter = De quoi
outbox-since = Due
outbox-stands = État
outbox-tried = { $count ->
    [one] essayée une fois
   *[other] essayée { $count } fois
}
outbox-drop = Abandonner
outbox-drop-sure = Abandonner cette lettre ? Ce qu’elle représente reste dans le registre.
letter-stop = arrêt
letter-line-test = essai de ligne
letter-alert = alerte
letter-request = demande
letter-waiting = attend
letter-dead = morte
