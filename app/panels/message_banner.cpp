#include "app/panels/message_banner.h"

#include "widgets/style/icons.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace nie {

namespace {

QString kindWord(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Note:
        return QObject::tr("Note");
    case MessageKind::Warning:
        return QObject::tr("Warning");
    case MessageKind::Error:
        return QObject::tr("Error");
    }
    return {};
}

}  // namespace

MessageBanner::MessageBanner(QWidget* parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_text(new QLabel(this)),
      m_choices(new QHBoxLayout),
      m_details(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("banner"));
    setAccessibleName(tr("Message"));
    setFrameShape(QFrame::NoFrame);
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_details->setObjectName(QStringLiteral("bannerDetails"));
    m_details->setAccessibleName(tr("Details of the message"));
    m_details->setReadOnly(true);
    m_details->setMaximumHeight(120);
    m_details->hide();

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    m_choices->setSpacing(4);
    row->addLayout(m_choices);
    m_detailsButton = addButton(QStringLiteral("bannerDetailsButton"), tr("Details"));
    m_detailsButton->setCheckable(true);
    connect(m_detailsButton, &QToolButton::toggled, m_details, &QWidget::setVisible);
    QToolButton* copy = addButton(QStringLiteral("bannerCopyButton"), tr("Copy"));
    connect(copy, &QToolButton::clicked, this, &MessageBanner::copyAll);
    QToolButton* close = addButton(QStringLiteral("bannerCloseButton"), tr("Close"));
    connect(close, &QToolButton::clicked, this, &MessageBanner::clearMessage);
    for (QToolButton* button : {m_detailsButton, copy, close})
        row->addWidget(button, 0, Qt::AlignTop);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->addLayout(row);
    layout->addWidget(m_details);
    hide();
}

QToolButton* MessageBanner::addButton(const QString& name, const QString& text)
{
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setText(text);
    button->setAccessibleName(tr("%1 (message)").arg(text));
    button->setAutoRaise(true);
    return button;
}

void MessageBanner::showChoices(const std::vector<MessageChoice>& choices)
{
    while (QLayoutItem* item = m_choices->takeAt(0)) {
        // It may be the one that is being clicked.
        item->widget()->hide();
        item->widget()->setObjectName({});
        item->widget()->deleteLater();
        delete item;
    }
    for (const MessageChoice& choice : choices) {
        auto* button = new QPushButton(choice.text);
        button->setObjectName(choice.name);
        button->setAccessibleName(choice.text);
        connect(button, &QPushButton::clicked, this, [this, act = choice.act] {
            clearMessage();
            act();
        });
        m_choices->addWidget(button, 0, Qt::AlignTop);
    }
}

void MessageBanner::showMessage(MessageKind kind, const QString& text, const QString& details,
                                const std::vector<MessageChoice>& choices)
{
    showChoices(choices);
    m_kind = kind;
    m_text->setText(text);
    m_details->setPlainText(details);
    m_detailsButton->setChecked(false);
    m_detailsButton->setVisible(!details.isEmpty());
    restyle();
    show();
}

void MessageBanner::clearMessage()
{
    m_text->clear();
    showChoices({});
    hide();
}

QString MessageBanner::text() const
{
    return m_text->text();
}

void MessageBanner::copyAll() const
{
    const QString details = m_details->toPlainText();
    QGuiApplication::clipboard()->setText(details.isEmpty() ? text() : text() + "\n\n" + details);
}

QColor MessageBanner::colour() const
{
    const ThemeColours colours = themeColours(palette());
    if (m_kind == MessageKind::Warning)
        return colours.warning;
    return m_kind == MessageKind::Error ? colours.error : colours.accent;
}

void MessageBanner::restyle()
{
    const Icon which = m_kind == MessageKind::Error ? Icon::Error : Icon::Warning;
    m_icon->setPixmap(icon(which, colour()).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_icon->setVisible(m_kind != MessageKind::Note);
    m_icon->setAccessibleName(kindWord(m_kind));
    m_icon->setToolTip(kindWord(m_kind));
    update();
}

/// Painted, not styled: below a style sheet, texts keep the colour that they had when the desktop
/// changes from light to dark.
void MessageBanner::paintEvent(QPaintEvent*)
{
    constexpr int kBar = 3;
    constexpr int kTint = 36;  // of 255: so faint that the text keeps its contrast
    QPainter painter(this);
    QColor tint = colour();
    painter.fillRect(QRect(0, 0, kBar, height()), tint);
    tint.setAlpha(kTint);
    painter.fillRect(rect().adjusted(kBar, 0, 0, 0), tint);
}

void MessageBanner::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_icon)
        restyle();
}

}  // namespace nie
