#include "app/panels/sweep_results.h"

#include "app/panels/sweep_map.h"
#include "app/panels/sweep_table_view.h"
#include "core/base/error.h"
#include "core/config/value_law.h"
#include "core/results/sweep_axis.h"
#include "widgets/figures/parallel_coordinates.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace nie {

namespace {

/// "learning_rate 0.001, width 16"
std::string pointTitle(const SweepTable& table, std::size_t row)
{
    std::string title;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        title += (i > 0 ? ", " : "") + table.columns[i].label() + " " +
                 valueText(table.rows[row].values[i]);
    return title;
}

ParallelAxis parallelAxisOf(const SweepAxis& axis)
{
    ParallelAxis shown{QString::fromStdString(axis.label()), axis.isLogarithmic()};
    for (const std::string& name : axis.spec().names)
        shown.names << QString::fromStdString(name);
    return shown;
}

}  // namespace

SweepResults::SweepResults(QWidget* parent)
    : QWidget(parent),
      m_tabs(new QTabWidget),
      m_rows(new SweepTableView),
      m_map(new SweepMap),
      m_parallel(new ParallelCoordinates),
      m_curves(new FigureView)
{
    m_tabs->setObjectName(QStringLiteral("sweepTabs"));
    m_tabs->setAccessibleName(tr("Views of the sweep"));
    m_tabs->tabBar()->setObjectName(QStringLiteral("sweepTabBar"));
    m_tabs->setDocumentMode(true);
    m_curves->setObjectName(QStringLiteral("sweepCurves"));
    m_curves->setAccessibleName(tr("Validation loss of the chosen point's seeds"));
    m_curves->setPaperColours(false);
    m_curves->setFilling(true);
    m_curves->setEmptyText(tr("No run of this point has been validated yet."));
    m_tabs->addTab(m_rows, tr("Table"));
    m_tabs->addTab(makeMapPage(), tr("Map"));
    m_tabs->addTab(makeParallelPage(), tr("Parallel coordinates"));
    m_tabs->addTab(m_curves, tr("Curves over seeds"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tabs);
    connect(m_rows, &SweepTableView::rowOpened, this, &SweepResults::rowOpened);
    connect(m_rows, &SweepTableView::rowChosen, this, &SweepResults::showCurves);
    connect(m_map, &SweepMap::rowOpened, this, &SweepResults::rowOpened);
    connect(m_parallel, &ParallelCoordinates::lineClicked, this, &SweepResults::rowOpened);
    connect(m_parallel, &ParallelCoordinates::brushesChanged, this, &SweepResults::showParallel);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        redraw();
        Q_EMIT changed();
    });
}

QComboBox* SweepResults::addChoice(QHBoxLayout& row, const char* name, const QString& text)
{
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(text);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row.addWidget(new QLabel(text));
    row.addWidget(box);
    connect(box, &QComboBox::currentIndexChanged, this, &SweepResults::redraw);
    return box;
}

QWidget* SweepResults::makeMapPage()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 8, 0, 0);
    auto* row = new QHBoxLayout;
    m_x = addChoice(*row, "sweepX", tr("Across"));
    m_y = addChoice(*row, "sweepY", tr("Up"));
    m_score = addChoice(*row, "sweepScore", tr("Score"));
    for (const SweepScore score :
         {SweepScore::ValidationLoss, SweepScore::TestMse, SweepScore::TestR2}) {
        const QSignalBlocker quiet(m_score);
        m_score->addItem(QString::fromStdString(scoreText(score)));
    }
    row->addStretch();
    column->addLayout(row);
    column->addWidget(m_map, 1);
    return page;
}

QWidget* SweepResults::makeParallelPage()
{
    m_clear = new QPushButton(tr("Show all runs"));
    m_clear->setObjectName(QStringLiteral("sweepClearBrushes"));
    m_clear->setToolTip(tr("Take away the ranges drawn on the axes"));
    m_kept = new QLabel;
    m_kept->setObjectName(QStringLiteral("sweepKept"));
    m_parallel->setEmptyText(tr("The lines appear with the first run that is done."));
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 8, 0, 0);
    auto* row = new QHBoxLayout;
    row->addWidget(m_kept, 1);
    row->addWidget(m_clear);
    column->addLayout(row);
    column->addWidget(m_parallel, 1);
    connect(m_clear, &QPushButton::clicked, m_parallel, &ParallelCoordinates::clearBrushes);
    return page;
}

void SweepResults::showTable(const SweepTable& table, const std::filesystem::path& folder)
{
    const bool another = folder != m_folder || table.columns.size() != m_table.columns.size();
    m_table = table;
    m_folder = folder;
    if (another)
        fillAxes();
    redraw();
}

void SweepResults::fillAxes()
{
    const QSignalBlocker quietX(m_x);
    const QSignalBlocker quietY(m_y);
    for (QComboBox* box : {m_x, m_y}) {
        box->clear();
        for (const SweepColumn& column : m_table.columns)
            box->addItem(QString::fromStdString(column.label()));
        box->setEnabled(m_table.columns.size() > 1);
    }
    m_y->setCurrentIndex(std::min(1, m_y->count() - 1));
}

SweepView SweepResults::view() const
{
    return {static_cast<std::size_t>(std::max(0, m_x->currentIndex())),
            static_cast<std::size_t>(std::max(0, m_y->currentIndex())),
            static_cast<SweepScore>(m_score->currentIndex())};
}

void SweepResults::redraw()
{
    m_rows->showTable(m_table);
    m_map->showSweep(m_table, view());
    showParallel();
    showCurves();
}

void SweepResults::showParallel()
{
    const SweepScore score = view().score;
    std::vector<ParallelAxis> axes;
    std::vector<SweepAxis> places;
    for (std::size_t i = 0; i < m_table.columns.size(); ++i) {
        places.emplace_back(m_table, i);
        axes.push_back(parallelAxisOf(places.back()));
    }
    axes.push_back({QString::fromStdString(scoreText(score)), m_table.spansDecades(score)});
    std::vector<ParallelLine> lines;
    for (std::size_t row = 0; row < m_table.rows.size(); ++row) {
        ParallelLine line;
        for (std::size_t i = 0; i < places.size(); ++i)
            line.values.push_back(places[i].placeOf(m_table.rows[row].values[i]));
        line.values.push_back(m_table.rows[row].score(score).mean);
        line.tip = sweepTip(m_table, row);
        lines.push_back(std::move(line));
    }
    m_parallel->setRuns(axes, lines, isLowerBetter(score));
    std::size_t kept = 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
        kept += m_parallel->isKept(i) ? 1 : 0;
    m_clear->setEnabled(kept < lines.size());
    m_kept->setText(kept < lines.size()
                        ? tr("%1 of %2 points kept").arg(kept).arg(lines.size())
                        : tr("Drag along an axis to keep the points that cross it there."));
}

std::optional<std::size_t> SweepResults::chosenRow() const
{
    if (const auto chosen = m_rows->chosenRow())
        return chosen;
    const std::size_t best = m_table.bestRow(view().score);
    return best < m_table.rows.size() ? std::optional(best) : std::nullopt;
}

void SweepResults::showCurves()
{
    if (m_tabs->currentWidget() != m_curves)
        return;
    FigureSpec figure;
    if (const auto row = chosenRow()) {
        std::vector<MetricsTable> runs;
        for (const SweepRunResult& run : m_table.rows[*row].runs) {
            try {
                runs.push_back(MetricsTable::read(RunFolder{m_folder / run.run}.metrics()));
            } catch (const InputError&) {
                // Has not begun, or was moved away: the others are shown.
            }
        }
        figure = seedCurvesFigure(runs, "validation_loss", tr("validation loss").toStdString());
        if (!figure.panels.empty())
            figure.panels.front().title = pointTitle(m_table, *row);
    }
    m_curves->setFigure(figure);
}

FigureSpec SweepResults::figure() const
{
    if (m_tabs->currentWidget() == m_curves)
        return m_curves->figure();
    // Above the parallel coordinates stand their buttons.
    return m_tabs->currentWidget()->isAncestorOf(m_parallel) ? m_parallel->figure()
                                                             : m_map->figure();
}

}  // namespace nie
