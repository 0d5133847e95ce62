#include "app/panels/attention_numbers.h"

#include "widgets/attention/head_table.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace nie {

namespace {

QLabel* makeFactLabel(const char* name, const QString& accessibleName)
{
    auto* label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setAccessibleName(accessibleName);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    return label;
}

}  // namespace

AttentionNumbers::AttentionNumbers(QWidget* parent)
    : QWidget(parent),
      m_table(new HeadTable),
      m_facts(makeFactLabel("attention.facts", tr("Attention, iterate and coupling"))),
      m_mass(makeFactLabel("attention.mass", tr("Weight outside the limits"))),
      m_ablation(makeFactLabel("attention.ablationText", tr("Error without heads"))),
      m_ablate(new QPushButton)
{
    setObjectName(QStringLiteral("attentionNumbers"));
    setAccessibleName(tr("Numbers of the heads"));
    m_ablate->setObjectName(QStringLiteral("attention.ablate"));
    connect(m_ablate, &QPushButton::clicked, this, [this] {
        Q_EMIT m_ablate->property("stops").toBool() ? stopRequested() : ablationRequested();
    });
    connect(m_table, &HeadTable::headChosen, this, &AttentionNumbers::headChosen);
    auto* note = makeFactLabel("attention.note", tr("How far a map explains"));
    note->setText(tr("Attention is not explanation: a map says which values a head mixes, not what "
                     "the prediction would be without them. Ablation measures that. More: F1."));
    note->setForegroundRole(QPalette::PlaceholderText);
    auto* side = new QVBoxLayout;
    side->setSpacing(8);
    side->addWidget(m_facts);
    side->addWidget(m_mass);
    side->addWidget(m_ablate, 0, Qt::AlignLeft);
    side->addWidget(m_ablation);
    side->addWidget(note);
    side->addStretch();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(16);
    row->addWidget(m_table, 5);
    row->addLayout(side, 3);
    setAblating(false);
    clear();
}

void AttentionNumbers::clear()
{
    m_table->clear();
    m_facts->clear();
    m_mass->hide();
    m_openedOf.clear();
    dropAblation();
}

QString AttentionNumbers::describe(const OpenedAttention& opened) const
{
    const QString when =
        m_origin.iteration == m_origin.iterations
            ? tr("the solution (iterate %1)").arg(m_origin.iterations)
            : tr("iterate %1 of 0 to %2").arg(m_origin.iteration).arg(m_origin.iterations);
    return tr("%1: %2 attention, %3 limits; checkpoint %4 (step %5); %6, residual %7; %8 tokens; "
              "coupling %9%10")
        .arg(QString::fromStdString(m_origin.model), QString::fromStdString(m_origin.kind),
             QString::fromStdString(m_origin.limits), QString::fromStdString(opened.run.checkpoint),
             formatCount(opened.run.step), when, formatNumber(m_origin.residual),
             formatCount(m_origin.tokens.count()), formatNumber(opened.coupling),
             opened.coupling < 1e-3 ? tr(": attention is dead") : QString());
}

void AttentionNumbers::showOpened(const OpenedAttention& opened)
{
    m_origin = opened.maps->origin();
    m_openedOf = opened.run.run + "\n" + opened.run.checkpoint + "\n" +
                 std::to_string(opened.run.step) + "\n" + opened.target.split;
    m_facts->setText(describe(opened));
    m_facts->setToolTip(tr("Coupling: how much a token's output depends on the other tokens, over "
                           "this set; below 0.001 the operator acts on each token alone"));
    if (m_ablatedOf != m_openedOf) {
        m_table->clear();
        dropAblation();
    }
}

void AttentionNumbers::dropAblation()
{
    m_ablation->hide();
    m_ablatedOf.clear();
    Q_EMIT changesShown({});
}

void AttentionNumbers::showStatistics(const AttentionStatistics& statistics)
{
    m_table->showStatistics(statistics, m_origin);
    showMass(statistics);
}

void AttentionNumbers::showMass(const AttentionStatistics& statistics)
{
    QStringList texts;
    if (!m_origin.distributions)
        texts << tr("No entropy: %1.").arg(QString::fromStdString(m_origin.entropyAbsence()));
    if (m_origin.limits != "fredholm") {
        double outside = 0.0;
        for (const HeadStatistics& head : statistics.heads)
            outside += head.massOutsideLimits;
        texts << tr("Weight outside the limits (hatched): %1.").arg(formatNumber(outside));
    }
    m_mass->setText(texts.join(' '));
    m_mass->setVisible(!texts.isEmpty());
}

void AttentionNumbers::showAblation(const AblationStudy& study)
{
    m_ablatedOf = m_openedOf;
    m_table->showAblation(study);
    m_ablation->setText(
        tr("%1 set, %2 samples: MSE %3 with all heads, %4 without any.")
            .arg(QString::fromStdString(study.split))
            .arg(study.samples)
            .arg(formatNumber(study.whole.mse, 4), formatNumber(study.none.mse, 4)));
    m_ablation->show();
    std::vector<double> changes;
    for (const HeadAblation& head : study.heads)
        changes.push_back(100.0 * (head.scores.mse / study.whole.mse - 1.0));
    Q_EMIT changesShown(changes);
}

void AttentionNumbers::setAblating(bool ablating)
{
    m_ablate->setProperty("stops", ablating);
    m_ablate->setText(ablating ? tr("Stop ablating") : tr("Ablate each head"));
    m_ablate->setAccessibleName(m_ablate->text());
    m_ablate->setToolTip(
        ablating ? tr("Stop the evaluation")
                 : tr("Evaluate the whole set without each head in turn: what the model loses"));
}

void AttentionNumbers::setChosen(std::int64_t layer, std::int64_t head)
{
    m_table->setChosen(layer, head);
}

}  // namespace nie
