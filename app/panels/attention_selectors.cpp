#include "app/panels/attention_selectors.h"

#include "app/panels/split_box.h"
#include "widgets/attention/step_selector.h"
#include "widgets/curves/flow_layout.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace nie {

namespace {

constexpr int kAllHeads = 0;  ///< index; the heads follow

template <class Widget>
Widget* namedSelector(Widget* widget, const char* name, const QString& accessibleName,
                      const QString& tip)
{
    widget->setObjectName(QLatin1String(name));
    widget->setAccessibleName(accessibleName);
    widget->setToolTip(tip);
    return widget;
}

QStringList numbersTo(std::int64_t count)
{
    QStringList names;
    for (std::int64_t i = 0; i < count; ++i)
        names << QString::number(i);
    return names;
}

}  // namespace

AttentionSelectors::AttentionSelectors(QWidget* parent)
    : QWidget(parent),
      m_checkpoint(new StepSelector(QStringLiteral("attention.checkpoint"), tr("Chec&kpoint"),
                                    QStringLiteral("Alt+Shift+PgDown|Alt+Shift+PgUp"))),
      m_split(makeSplitBox("attention.split")),
      m_sample(namedSelector(new QSpinBox, "attention.sample", tr("Sample"),
                             tr("Number of the sample in the set (Alt+, and Alt+.)"))),
      m_sampleCount(new QLabel),
      m_iteration(new StepSelector(QStringLiteral("attention.iteration"), tr("&Iterate"),
                                   QStringLiteral("Alt+PgDown|Alt+PgUp"))),
      m_layer(new StepSelector(QStringLiteral("attention.layer"), tr("La&yer"),
                               QStringLiteral("Alt+Up|Alt+Down"))),
      m_head(new StepSelector(QStringLiteral("attention.head"), tr("&Heads"),
                              QStringLiteral("Alt+Left|Alt+Right"))),
      m_follow(namedSelector(new QCheckBox(tr("Follow the training")), "attention.follow",
                             tr("Follow the training"),
                             tr("Open every new checkpoint of the running training"))),
      m_refresh(namedSelector(new QPushButton(tr("Refresh")), "attention.refresh", tr("Refresh"),
                              tr("Read the checkpoint again; take the newest one where following")))
{
    setObjectName(QStringLiteral("attentionSelectors"));
    setAccessibleName(tr("Whose attention"));
    auto* flow = new FlowLayout(8, this);
    flow->setContentsMargins(0, 0, 0, 0);
    buildSource();
    buildLook();
    addKeys();
    connectAll();
}

void AttentionSelectors::buildSource()
{
    m_sample->setRange(0, 0);
    m_sample->setKeyboardTracking(false);
    m_sampleCount->setObjectName(QStringLiteral("attention.sampleCount"));
    m_follow->setChecked(true);
    auto* samples = new QWidget;
    auto* row = new QHBoxLayout(samples);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    auto* label = new QLabel(tr("Sa&mple"));
    label->setBuddy(m_sample);
    row->addWidget(label);
    row->addWidget(m_split);
    row->addWidget(m_sample);
    row->addWidget(m_sampleCount);
    layout()->addWidget(m_checkpoint);
    layout()->addWidget(m_refresh);
    layout()->addWidget(m_follow);
    layout()->addWidget(samples);
    layout()->addWidget(m_iteration);
    m_attentionOnly = {samples, m_iteration};
}

void AttentionSelectors::buildLook()
{
    m_layer->setItems({QStringLiteral("0")});
    m_head->setItems({tr("all"), QStringLiteral("0")});
    for (QWidget* widget : {m_layer, m_head}) {
        layout()->addWidget(widget);
        m_attentionOnly.push_back(widget);
    }
}

void AttentionSelectors::addKeys()
{
    // Of the window, as long as the page is on show.
    const auto add = [this](int key, auto act) {
        connect(new QShortcut(QKeySequence(key), this), &QShortcut::activated, this, act);
    };
    const auto steps = [&](int before, int after, StepSelector* selector) {
        add(before, [selector] { selector->step(-1); });
        add(after, [selector] { selector->step(1); });
    };
    const int alt = Qt::ALT;
    steps(alt | Qt::Key_Up, alt | Qt::Key_Down, m_layer);
    steps(alt | Qt::Key_Left, alt | Qt::Key_Right, m_head);
    steps(alt | Qt::Key_PageDown, alt | Qt::Key_PageUp, m_iteration);
    steps(alt | Qt::SHIFT | Qt::Key_PageDown, alt | Qt::SHIFT | Qt::Key_PageUp, m_checkpoint);
    add(alt | Qt::Key_Comma, [this] { m_sample->stepDown(); });
    add(alt | Qt::Key_Period, [this] { m_sample->stepUp(); });
}

void AttentionSelectors::connectAll()
{
    connect(m_checkpoint, &StepSelector::chosen, this, &AttentionSelectors::targetChanged);
    connect(m_iteration, &StepSelector::chosen, this, &AttentionSelectors::targetChanged);
    connect(m_sample, &QSpinBox::valueChanged, this, &AttentionSelectors::targetChanged);
    connect(m_split, &QComboBox::activated, this, [this] {
        setSample(m_split->currentText().toStdString(), 0);
        Q_EMIT targetChanged();
    });
    connect(m_layer, &StepSelector::chosen, this, &AttentionSelectors::lookChanged);
    connect(m_head, &StepSelector::chosen, this, &AttentionSelectors::takeHead);
    connect(m_refresh, &QPushButton::clicked, this, &AttentionSelectors::refreshRequested);
    connect(m_follow, &QCheckBox::toggled, this, [this](bool follow) {
        if (follow)
            Q_EMIT refreshRequested();
    });
}

void AttentionSelectors::takeHead()
{
    if (!allHeads())
        m_lastHead = m_head->index() - 1;
    Q_EMIT lookChanged();
}

void AttentionSelectors::setCheckpoints(const std::vector<std::string>& names,
                                        const std::string& first)
{
    QStringList items;
    for (const std::string& name : names)
        items << QString::fromStdString(name);
    m_checkpoint->setItems(items, static_cast<int>(items.indexOf(QString::fromStdString(first))));
    m_checkpoint->setEnabled(!items.isEmpty());
}

void AttentionSelectors::chooseCheckpoint(const std::string& name)
{
    const auto* box = m_checkpoint->findChild<QComboBox*>();
    const int index = box->findText(QString::fromStdString(name));
    if (index >= 0)
        m_checkpoint->setIndex(index);
}

void AttentionSelectors::showOpened(const OpenedAttention& opened)
{
    const QSignalBlocker quiet(m_sample);
    m_sample->setRange(0, static_cast<int>(opened.samples) - 1);
    m_sample->setValue(static_cast<int>(opened.target.sample));
    m_sampleCount->setText(tr("of %1").arg(opened.samples));
    m_split->setCurrentText(QString::fromStdString(opened.target.split));
    if (!opened.maps)
        return;
    const AttentionOrigin& origin = opened.maps->origin();
    QStringList iterates = numbersTo(origin.iterations);
    iterates << tr("solution (%1)").arg(origin.iterations);
    m_iteration->setItems(iterates);
    m_iteration->setIndex(static_cast<int>(origin.iteration));
    m_layer->setItems(numbersTo(origin.layers));
    m_headCount = origin.heads;
    m_lastHead = std::min(m_lastHead, m_headCount - 1);
    m_head->setItems(QStringList{tr("all")} + numbersTo(origin.heads));
}

void AttentionSelectors::forget()
{
    m_iteration->setItems({});
}

void AttentionSelectors::setKernelOnly(bool kernel)
{
    for (QWidget* widget : m_attentionOnly)
        widget->setVisible(!kernel);
}

void AttentionSelectors::setLive(bool live)
{
    m_follow->setVisible(live);
}

AttentionTarget AttentionSelectors::target(const std::filesystem::path& folder) const
{
    AttentionTarget target;
    target.folder = folder;
    target.checkpoint = m_checkpoint->text().toStdString();
    target.split = m_split->currentText().toStdString();
    target.sample = m_sample->value();
    if (m_iteration->count() > 0 && m_iteration->index() + 1 < m_iteration->count())
        target.iteration = m_iteration->index();
    return target;
}

std::int64_t AttentionSelectors::layer() const
{
    return std::max(0, m_layer->index());
}

bool AttentionSelectors::allHeads() const
{
    return m_head->index() <= kAllHeads;
}

std::vector<std::int64_t> AttentionSelectors::heads() const
{
    if (!allHeads())
        return {m_lastHead};
    std::vector<std::int64_t> all;
    for (std::int64_t head = 0; head < m_headCount; ++head)
        all.push_back(head);
    return all;
}

bool AttentionSelectors::followsTraining() const
{
    return m_follow->isChecked();
}

void AttentionSelectors::setSample(const std::string& split, std::int64_t sample)
{
    const QSignalBlocker quiet(m_sample);
    m_split->setCurrentText(QString::fromStdString(split));
    // The number of samples is known once something is open.
    m_sample->setMaximum(std::max(m_sample->maximum(), static_cast<int>(sample)));
    m_sample->setValue(static_cast<int>(sample));
}

void AttentionSelectors::setIteration(std::optional<std::int64_t> iteration)
{
    // How many there are is known once something is open.
    m_iteration->setItems(iteration ? numbersTo(*iteration + 1) << tr("solution") : QStringList());
    if (iteration)
        m_iteration->setIndex(static_cast<int>(*iteration));
}

void AttentionSelectors::setHead(std::int64_t layer, std::int64_t head)
{
    m_lastHead = head;
    m_layer->setIndex(static_cast<int>(layer));
    if (!allHeads())
        m_head->setIndex(static_cast<int>(head) + 1);
}

void AttentionSelectors::setHeads(std::int64_t layer, std::optional<std::int64_t> head)
{
    m_layer->setIndex(static_cast<int>(layer));
    m_lastHead = head.value_or(m_lastHead);
    m_head->setIndex(head ? static_cast<int>(*head) + 1 : kAllHeads);
}

}  // namespace nie
