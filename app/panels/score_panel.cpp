#include "app/panels/score_panel.h"

#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>
#include <vector>

namespace nie {

namespace {

QString floorTitle(const std::string& name)
{
    if (name == "persistence")
        return QObject::tr("Last value");
    if (name == "mean")
        return QObject::tr("Mean curve");
    if (name == "nearest_curve")
        return QObject::tr("Nearest curve");
    if (name == "nearest_shifted")
        return QObject::tr("Nearest, shifted");
    if (name == "ar")
        return QObject::tr("Autoregression AR(1)");
    if (name == "own_mean")
        return QObject::tr("Own mean");
    if (name == "var")
        return QObject::tr("Vector autoregression");
    if (name == "zero")
        return QObject::tr("Zero");
    if (name == "linear")
        return QObject::tr("Linear map");
    return QString::fromStdString(name);
}

}  // namespace

ScorePanel::ScorePanel(QWidget* parent)
    : QWidget(parent),
      m_note(new QLabel(this)),
      m_table(new QTableWidget(0, 4, this))
{
    setObjectName(QStringLiteral("scorePanel"));
    setAccessibleName(tr("Score and floors"));
    auto* title = new QLabel(tr("Score"));
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    m_note->setObjectName(QStringLiteral("scoreNote"));
    m_note->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("scoreTable"));
    m_table->setAccessibleName(tr("Scores on the test samples, best first"));
    m_table->setHorizontalHeaderLabels({tr("Predictor"), tr("MSE"), tr("Rel. L2"), tr("R²")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(title);
    layout->addWidget(m_note);
    layout->addWidget(m_table);
    clear();
}

void ScorePanel::showEvaluation(const RunEvaluation& evaluation)
{
    // Best first: the place of the model among the floors is the message.
    std::vector<std::pair<QString, Scores>> rows{{tr("This model"), evaluation.test}};
    for (const auto& [name, scores] : evaluation.floors)
        rows.emplace_back(floorTitle(name), scores);
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.second.mse < b.second.mse; });
    m_table->setRowCount(static_cast<int>(rows.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto& [name, scores] = rows[static_cast<std::size_t>(row)];
        setRow(row, name, scores, name == tr("This model"));
    }
    m_table->resizeRowsToContents();
    int height = m_table->horizontalHeader()->sizeHint().height();
    for (int row = 0; row < m_table->rowCount(); ++row)
        height += m_table->rowHeight(row);
    m_table->setFixedHeight(height + 2);
    m_table->show();
    m_note->setText(
        tr("%1 test samples, points after the given ones. Checkpoint %2, step %3.")
            .arg(evaluation.samples)
            .arg(QString::fromStdString(evaluation.checkpoint), formatCount(evaluation.step)));
}

void ScorePanel::setRow(int row, const QString& name, const Scores& scores, bool emphasised)
{
    const QStringList texts{name, formatNumber(scores.mse), formatNumber(scores.relativeL2),
                            formatNumber(scores.r2)};
    for (int column = 0; column < static_cast<int>(texts.size()); ++column) {
        auto* item = new QTableWidgetItem(texts[column]);
        item->setTextAlignment(column == 0 ? Qt::AlignLeft | Qt::AlignVCenter
                                           : Qt::AlignRight | Qt::AlignVCenter);
        QFont font = column == 0 ? m_table->font() : tabularFont(m_table->font());
        font.setBold(emphasised);
        item->setFont(font);
        m_table->setItem(row, column, item);
    }
}

void ScorePanel::clear()
{
    m_table->setRowCount(0);
    m_table->hide();
    m_note->setText(
        tr("After the run: its error on the test samples, beside predictions that cost nothing."));
}

}  // namespace nie
