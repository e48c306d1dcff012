# Ступени

inbox = Ждёт, чтобы приняли к сведению
inbox-none = Ничего не ждёт.
inbox-more = { $count ->
    [one] Ещё { $count } здесь не показано.
    [few] Ещё { $count } здесь не показаны.
    [many] Ещё { $count } здесь не показано.
   *[other] Ещё { $count } здесь не показано.
}
ladder-own = Что сообщила наша сторона
ladder-own-none = У вашей стороны нет действующих уведомлений. Сообщают в комнате «Сообщить».
ladder-back = Все
ladder-detail = Что сообщено
ladder-latest = Как сообщено в последний раз
ladder-earlier = Как сообщено раньше
ladder-caption = Кому сообщено и как далеко у каждого дошло, по его заявлению
ladder-told = сообщено { $how }
ladder-item = № { $number } во входящих
ladder-register = реестр
ladder-silent = МОЛЧАНИЕ: НИ СЛОВА С ОТПРАВКИ
ladder-no-word = ни слова
ladder-to-nobody = Не сообщено никому, кроме центра.
ladder-not-to-you = Этой версии вашей стороне не сообщали.
ladder-means = Каждая ступень — слово самой стороны, с его временем. Ни одна не значит, что она на что-либо согласна, а отсутствие слова не значит, что не прочитано.
ladder-untold = Не сообщено:
ladder-others = Кому ещё сообщено — между владельцем и ними.
ladder-cut = Просмотрено до записи { $index }; более поздние слова ещё не показаны.
ladder-go-on = Дальше
ladder-dispute = Спор
ladder-otherwise = Сообщено иначе, со слов сообщившего
ladder-somebody = кому-то
ladder-read-back = повторено вслух
ladder-say = Как далеко дошло у нас
ladder-say-hint = Каждое слово подписывается и хранится; ступени могут идти в любом порядке.
ladder-text = Кому, вопрос или причина
ladder-reply = Наш ответ
ladder-reply-text = Ответ словами
rung-sent = Отправлено
rung-delivered = Доставлено
rung-received = Получено
rung-acknowledged = Принято к сведению
rung-ingested = Внесено в системы
rung-disseminated = Передано частям
rung-queried = Вопрос
rung-contested = Оспорено
rung-returned = Возвращено
say-received = Получено
say-acknowledged = Принять к сведению
say-ingested = Внесено в наши системы
say-disseminated = Передано
say-queried = Спросить
say-returned = Вернуть
say-dispute = Оспорить
say-lift = Снять спор
say-reply = Ответить
dispute-raised = оспаривает
dispute-replied = отвечает
dispute-lifted = снимает спор
