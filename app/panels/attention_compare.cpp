#include "app/panels/attention_compare.h"

#include "core/base/error.h"
#include "core/results/checkpoint_list.h"
#include "core/results/run_folder.h"
#include "widgets/attention/step_selector.h"
#include "widgets/curves/flow_layout.h"
#include "widgets/figures/figure_view.h"
#include "widgets/style/number_format.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr int kAsAbove = 0;  ///< index of "as A"

QStringList choicesOf(std::int64_t count)
{
    QStringList names;
    for (std::int64_t i = 0; i < count; ++i)
        names << QString::number(i);
    return names;
}

}  // namespace

AttentionCompare::AttentionCompare(QWidget* parent)
    : QWidget(parent),
      m_run(new StepSelector(QStringLiteral("attention.compare.run"), tr("B: run"), {})),
      m_layer(new StepSelector(QStringLiteral("attention.compare.layer"), tr("B: layer"), {})),
      m_head(new StepSelector(QStringLiteral("attention.compare.head"), tr("head"), {})),
      m_iteration(
          new StepSelector(QStringLiteral("attention.compare.iteration"), tr("iterate"), {})),
      m_checkpoint(
          new StepSelector(QStringLiteral("attention.compare.checkpoint"), tr("checkpoint"), {})),
      m_view(new FigureView),
      m_text(new QLabel)
{
    setObjectName(QStringLiteral("attentionCompare"));
    setAccessibleName(tr("Comparison of two maps"));
    m_view->setObjectName(QStringLiteral("attention.compare"));
    m_view->setAccessibleName(tr("Map A, map B and A minus B"));
    m_view->setPaperColours(false);
    m_view->setFilling(true);
    m_view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_view->setEmptyText(tr("Two maps and their difference appear here: choose head, iterate, "
                            "checkpoint or run of B."));
    m_text->setObjectName(QStringLiteral("attention.compareText"));
    m_text->setAccessibleName(tr("Size of the difference"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new FlowLayout(8);
    connect(m_run, &StepSelector::chosen, this, &AttentionCompare::fillCheckpoints);
    for (StepSelector* selector : {m_run, m_layer, m_head, m_iteration, m_checkpoint}) {
        row->addWidget(selector);
        connect(selector, &StepSelector::chosen, this, &AttentionCompare::chosen);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_view, 1);
    column->addWidget(m_text);
}

void AttentionCompare::showOpened(const OpenedAttention& opened,
                                  const std::vector<std::string>& checkpoints)
{
    const AttentionOrigin& origin = opened.maps->origin();
    m_layer->setItems(choicesOf(origin.layers));
    m_head->setItems(choicesOf(origin.heads), origin.heads > 1 ? 1 : 0);
    m_iteration->setItems(QStringList{tr("as A")} + choicesOf(origin.iterations) +
                              QStringList{tr("solution")},
                          kAsAbove);
    m_others = opened.others;
    QStringList runs{tr("as A")};
    for (const auto& folder : m_others)
        runs << QString::fromStdString(folder.filename().string());
    m_run->setItems(runs, kAsAbove);
    m_run->setVisible(!m_others.empty());
    m_checkpoints.clear();
    for (const std::string& name : checkpoints)
        m_checkpoints << QString::fromStdString(name);
    fillCheckpoints();
}

bool AttentionCompare::isOfAnotherRun() const
{
    return m_run->index() > kAsAbove;
}

/// Those of A behind "as A", or those of another run.
void AttentionCompare::fillCheckpoints()
{
    if (!isOfAnotherRun())
        return m_checkpoint->setItems(QStringList{tr("as A")} + m_checkpoints, kAsAbove);
    QStringList names;
    const RunFolder other{m_others[static_cast<std::size_t>(m_run->index() - 1)]};
    for (const CheckpointEntry& entry : listCheckpoints(other.checkpoints()))
        names << QString::fromStdString(entry.name);
    const auto best = static_cast<int>(names.indexOf(QStringLiteral("best")));
    m_checkpoint->setItems(names, best >= 0 ? best : static_cast<int>(names.size()) - 1);
}

void AttentionCompare::clear()
{
    m_view->setFigure({});
    m_text->clear();
}

void AttentionCompare::showComparison(const AttentionSide& one, const AttentionSide& other)
{
    try {
        m_view->setFigure(attentionDifferenceFigure(one, other, {}));
    } catch (const InputError& error) {
        clear();
        m_text->setText(QString::fromUtf8(error.what()));
        return;
    }
    double greatest = 0.0, difference = 0.0, both = 0.0;
    for (std::size_t i = 0; i < one.map.values.size(); ++i) {
        const double apart = one.map.values[i] - other.map.values[i];
        greatest = std::max(greatest, std::abs(apart));
        difference += apart * apart;
        both += one.map.values[i] * one.map.values[i] + other.map.values[i] * other.map.values[i];
    }
    m_text->setText(
        tr("Greatest difference %1; |A - B|² / (|A|² + |B|²) = %2")
            .arg(formatNumber(greatest, 4), formatNumber(both > 0.0 ? difference / both : 0.0, 4)));
}

AttentionTarget AttentionCompare::target(AttentionTarget opened) const
{
    const int iterate = m_iteration->index();
    if (iterate > kAsAbove && iterate + 1 < m_iteration->count())
        opened.iteration = iterate - 1;
    else if (iterate > kAsAbove)
        opened.iteration.reset();
    if (isOfAnotherRun())
        opened.folder = m_others[static_cast<std::size_t>(m_run->index() - 1)];
    if (isOfAnotherRun() || m_checkpoint->index() > kAsAbove)
        opened.checkpoint = m_checkpoint->text().toStdString();
    return opened;
}

std::int64_t AttentionCompare::layer() const
{
    return std::max(0, m_layer->index());
}

std::int64_t AttentionCompare::head() const
{
    return std::max(0, m_head->index());
}

FigureSpec AttentionCompare::figure() const
{
    return m_view->figure();
}

}  // namespace nie
