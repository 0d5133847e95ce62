#include "widgets/attention/step_selector.h"

#include "widgets/style/icons.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

namespace nie {

namespace {

QToolButton* makeStepButton(const QString& name, const QString& text, Icon which)
{
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setIcon(icon(which));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);  // the box beside it takes the arrow keys
    return button;
}

}  // namespace

StepSelector::StepSelector(const QString& name, const QString& title, const QString& keys,
                           QWidget* parent)
    : QWidget(parent),
      m_box(new QComboBox)
{
    const QString plain = QString(title).remove('&');
    m_box->setObjectName(name);
    m_box->setAccessibleName(plain);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    const auto tip = [&](const QString& text, int key) {
        return keys.isEmpty() ? text
                              : QStringLiteral("%1 (%2)").arg(text, keys.section('|', key, key));
    };
    m_previous = makeStepButton(name + QStringLiteral(".previous"),
                                tip(tr("%1: the one before").arg(plain), 0), Icon::Back);
    m_next = makeStepButton(name + QStringLiteral(".next"),
                            tip(tr("%1: the next one").arg(plain), 1), Icon::Forward);
    auto* label = new QLabel(title);
    label->setBuddy(m_box);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(label);
    row->addWidget(m_previous);
    row->addWidget(m_box);
    row->addWidget(m_next);
    connect(m_box, &QComboBox::activated, this, [this](int index) {
        showEnds();
        Q_EMIT chosen(index);
    });
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    showEnds();
}

void StepSelector::setItems(const QStringList& items, int otherwise)
{
    QStringList present;
    for (int i = 0; i < m_box->count(); ++i)
        present << m_box->itemText(i);
    if (present == items)
        return;
    const QSignalBlocker quiet(m_box);
    const QString before = m_box->currentText();
    m_box->clear();
    m_box->addItems(items);
    const auto kept = items.indexOf(before);
    m_box->setCurrentIndex(kept >= 0
                               ? static_cast<int>(kept)
                               : std::min<int>(otherwise, static_cast<int>(items.size()) - 1));
    showEnds();
}

void StepSelector::setIndex(int index)
{
    const QSignalBlocker quiet(m_box);
    m_box->setCurrentIndex(index);
    showEnds();
}

int StepSelector::index() const
{
    return m_box->currentIndex();
}

QString StepSelector::text() const
{
    return m_box->currentText();
}

int StepSelector::count() const
{
    return m_box->count();
}

void StepSelector::step(int by)
{
    const int wanted = index() + by;
    if (wanted < 0 || wanted >= count() || !isEnabled())
        return;
    setIndex(wanted);
    Q_EMIT chosen(wanted);
}

void StepSelector::showEnds()
{
    m_previous->setEnabled(index() > 0);
    m_next->setEnabled(index() + 1 < count());
}

}  // namespace nie
