# Щаблі

inbox = Чекає, щоб узяли до відома
inbox-none = Ніщо не чекає.
inbox-more = { $count ->
    [one] Ще { $count } тут не показано.
    [few] Ще { $count } тут не показано.
    [many] Ще { $count } тут не показано.
   *[other] Ще { $count } тут не показано.
}
ladder-own = Що повідомила наша сторона
ladder-own-none = У вашої сторони немає чинних повідомлень. Повідомляють у кімнаті «Повідомити».
ladder-back = Усі
ladder-detail = Що повідомлено
ladder-latest = Як повідомлено востаннє
ladder-earlier = Як повідомлено раніше
ladder-caption = Кому повідомлено і як далеко в кожного дійшло, за його заявою
ladder-told = повідомлено { $how }
ladder-item = № { $number } у вхідних
ladder-register = реєстр
ladder-silent = МОВЧАННЯ: НІ СЛОВА ВІД НАДСИЛАННЯ
ladder-no-word = ні слова
ladder-to-nobody = Не повідомлено нікому, крім центру.
ladder-not-to-you = Цієї версії вашій стороні не повідомляли.
ladder-means = Кожен щабель — слово самої сторони, з його часом. Жоден не означає, що вона на щось згодна, а відсутність слова не означає, що не прочитано.
ladder-untold = Не повідомлено:
ladder-others = Кому ще повідомлено — між власником і ними.
ladder-cut = Переглянуто до запису { $index }; пізніших слів ще не показано.
ladder-go-on = Далі
ladder-dispute = Суперечка
ladder-otherwise = Повідомлено інакше, за заявою того, хто повідомив
ladder-somebody = комусь
ladder-read-back = повторено вголос
ladder-say = Як далеко дійшло в нас
ladder-say-hint = Кожне слово підписується й зберігається; щаблі можуть іти в будь-якому порядку.
ladder-text = Кому, запитання або причина
ladder-reply = Наша відповідь
ladder-reply-text = Відповідь словами
rung-sent = Надіслано
rung-delivered = Доставлено
rung-received = Отримано
rung-acknowledged = Узято до відома
rung-ingested = Внесено до систем
rung-disseminated = Передано частинам
rung-queried = Запитання
rung-contested = Оскаржено
rung-returned = Повернуто
say-received = Отримано
say-acknowledged = Узяти до відома
say-ingested = Внесено до наших систем
say-disseminated = Передано
say-queried = Запитати
say-returned = Повернути
say-dispute = Оскаржити
say-lift = Зняти суперечку
say-reply = Відповісти
dispute-raised = оскаржує
dispute-replied = відповідає
dispute-lifted = знімає суперечку
