#include "app/panels/run_curves_view.h"

#include "core/results/runs/seed_statistics.h"
#include "widgets/curves/curve_controls.h"
#include "widgets/curves/curve_plot.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <map>

namespace nie {

namespace {

const std::string kTraining = "train_loss";
const std::string kValidation = "validation_loss";

/// The column's coordinate in a row; NaN where the table has no such column.
double cellOf(const MetricsTable& table, const char* column, std::size_t row)
{
    const auto found = table.columns.find(column);
    return found == table.columns.end() ? std::numeric_limits<double>::quiet_NaN()
                                        : found->second[row];
}

std::vector<CurvePoint> pointsOf(const MetricsTable& table, const std::string& metric)
{
    std::vector<CurvePoint> points;
    const auto values = table.columns.find(metric);
    if (values == table.columns.end())
        return points;
    for (std::size_t row = 0; row < values->second.size(); ++row)
        if (!std::isnan(values->second[row]))
            points.push_back({cellOf(table, "step", row), cellOf(table, "epoch", row),
                              cellOf(table, "wall_seconds", row),
                              cellOf(table, "samples_seen", row), values->second[row]});
    return points;
}

MetricCurve curveOf(const std::vector<CurvePoint>& points)
{
    MetricCurve curve;
    for (const CurvePoint& point : points) {
        curve.steps.push_back(point.step);
        curve.values.push_back(point.value);
    }
    return curve;
}

}  // namespace

/// A series with what it draws: points, or a mean with its band.
struct RunCurvesView::Curve {
    CurveSeries series;
    std::vector<CurvePoint> points;
    std::vector<CurveBandPoint> band;
};

QString metricTitle(const std::string& column)
{
    static const std::map<std::string, const char*> titles{
        {"train_loss", QT_TR_NOOP("Training loss")},
        {"validation_loss", QT_TR_NOOP("Validation loss")},
        {"learning_rate", QT_TR_NOOP("Learning rate")},
        {"gradient_norm", QT_TR_NOOP("Gradient norm")},
        {"solver_iterations", QT_TR_NOOP("Solver iterations")},
        {"solver_residual", QT_TR_NOOP("Solver residual")},
        {"contraction", QT_TR_NOOP("Contraction")},
        {"not_converged_share", QT_TR_NOOP("Share not converged")},
        {"validation_relative_l2", QT_TR_NOOP("Validation, relative L2")},
        {"validation_solver_residual", QT_TR_NOOP("Validation, solver residual")},
        {"coupling", QT_TR_NOOP("Coupling")}};
    const auto found = titles.find(column);
    return found == titles.end() ? QString::fromStdString(column) : QObject::tr(found->second);
}

RunCurvesView::RunCurvesView(QWidget* parent)
    : QWidget(parent),
      m_plot(new CurvePlot),
      m_metric(new QComboBox),
      m_mean(new QCheckBox(tr("Mean of seeds")))
{
    setObjectName(QStringLiteral("runCurves"));
    setAccessibleName(tr("Curves of the chosen runs"));
    m_plot->setObjectName(QStringLiteral("runCurvesPlot"));
    m_plot->setAccessibleName(tr("Curves of the chosen runs"));
    m_plot->setYAxis(CurveSide::Left, tr("Loss"), true);
    m_plot->setEmptyText(tr("Choose one or several runs above: their curves appear here."));
    m_plot->setSmoothing(0.6);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeHead());
    column->addWidget(new CurveControls(m_plot));
    column->addWidget(m_plot, 1);
    // The plot of the loss dock has parts of the same names.
    for (QWidget* part : findChildren<QWidget*>())
        if (part->objectName().startsWith(QLatin1String("curves.")))
            part->setObjectName(QStringLiteral("runs.") + part->objectName());
    connect(&m_loader, &RunCurveLoader::ready, this, [this] {
        fillMetrics();
        draw();
    });
    connect(m_metric, &QComboBox::currentIndexChanged, this, &RunCurvesView::draw);
    connect(m_mean, &QCheckBox::toggled, this, &RunCurvesView::draw);
    fillMetrics();
}

QWidget* RunCurvesView::makeHead()
{
    m_metric->setObjectName(QStringLiteral("runCurvesMetric"));
    m_metric->setAccessibleName(tr("Quantity"));
    m_metric->setToolTip(tr("What the curves show"));
    m_mean->setObjectName(QStringLiteral("runCurvesMean"));
    m_mean->setAccessibleName(tr("Mean of seeds"));
    m_mean->setToolTip(tr("Runs that differ in nothing but the seed as their mean with a band of "
                          "one standard deviation"));
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_metric);
    row->addWidget(m_mean);
    row->addStretch();
    return head;
}

void RunCurvesView::showRuns(const std::vector<RunSummary>& runs)
{
    m_runs = runs;
    draw();
    m_loader.want(folders());
}

std::vector<std::filesystem::path> RunCurvesView::folders() const
{
    std::vector<std::filesystem::path> folders;
    for (const RunSummary& run : m_runs)
        folders.push_back(run.folder);
    return folders;
}

void RunCurvesView::fillMetrics()
{
    std::set<std::string> columns;
    for (const RunSummary& run : m_runs)
        if (const auto table = m_loader.table(run.folder))
            columns.insert(table->names.begin(), table->names.end());
    for (const char* coordinate : {"step", "epoch", "wall_seconds", "samples_seen"})
        columns.erase(coordinate);
    const QVariant before = m_metric->currentData();
    const QSignalBlocker quiet(m_metric);
    m_metric->clear();
    m_metric->addItem(tr("Training and validation loss"), QString());
    for (const std::string& column : columns)
        m_metric->addItem(metricTitle(column), QString::fromStdString(column));
    m_metric->setCurrentIndex(std::max(0, m_metric->findData(before)));
}

std::vector<std::string> RunCurvesView::metrics() const
{
    const std::string chosen = m_metric->currentData().toString().toStdString();
    return chosen.empty() ? std::vector{kTraining, kValidation} : std::vector{chosen};
}

QString RunCurvesView::labelOf(const std::string& metric) const
{
    if (metrics().size() == 1)
        return metricTitle(metric);
    return metric == kTraining ? tr("training") : tr("validation");
}

void RunCurvesView::addRun(std::vector<Curve>& curves, const RunSummary& run,
                           const std::string& metric) const
{
    const auto table = m_loader.table(run.folder);
    if (!table)
        return;
    Curve curve;
    curve.points = pointsOf(*table, metric);
    if (curve.points.empty())
        return;
    const QString name = QString::fromStdString(run.title());
    curve.series.id = run.id + "/" + metric;
    curve.series.label = labelOf(metric);
    curve.series.run = name;
    curve.series.colour = std::max(0, run.notes.colour);
    // Few points, so that dashes are cheap, and none to be smoothed.
    const bool dashed = metrics().size() > 1 && metric == kValidation;
    curve.series.style = dashed ? SeriesSpec::Style::Dashed : SeriesSpec::Style::Solid;
    curve.series.smoothed = !metric.starts_with("validation");
    curves.push_back(std::move(curve));
}

std::vector<std::vector<const RunSummary*>> RunCurvesView::repeats() const
{
    std::map<std::tuple<std::string, std::string, std::uint64_t>, std::vector<const RunSummary*>>
        sets;
    for (const RunSummary& run : m_runs)
        sets[{run.experiment, run.group(), run.settings}].push_back(&run);
    std::vector<std::vector<const RunSummary*>> found;
    for (auto& [key, runs] : sets)
        found.push_back(std::move(runs));
    return found;
}

void RunCurvesView::addMeans(std::vector<Curve>& curves, const std::string& metric) const
{
    for (const std::vector<const RunSummary*>& runs : repeats()) {
        if (runs.size() == 1) {
            addRun(curves, *runs.front(), metric);
            continue;
        }
        std::vector<MetricCurve> seeds;
        for (const RunSummary* run : runs)
            if (const auto table = m_loader.table(run->folder))
                seeds.push_back(curveOf(pointsOf(*table, metric)));
        const SeedStatistics statistics = seedStatistics(seeds);
        Curve curve;
        for (std::size_t i = 0; i < statistics.steps.size(); ++i) {
            CurvePoint centre;
            centre.step = statistics.steps[i];
            centre.value = statistics.mean[i];
            curve.band.push_back({centre, centre.value - statistics.deviation[i],
                                  centre.value + statistics.deviation[i]});
        }
        if (curve.band.empty())
            continue;
        const RunSummary& first = *runs.front();
        const QString name =
            QString::fromStdString(first.group().empty() ? first.experiment : first.group());
        curve.series.id = "mean of " + first.id + "/" + metric;
        curve.series.label = tr("mean ± SD of %1, %2").arg(statistics.runs).arg(labelOf(metric));
        curve.series.run = name;
        curve.series.colour = std::max(0, first.notes.colour);
        const bool dashed = metrics().size() > 1 && metric == kValidation;
        curve.series.style = dashed ? SeriesSpec::Style::Dashed : SeriesSpec::Style::Solid;
        curve.series.smoothed = !metric.starts_with("validation");
        curves.push_back(std::move(curve));
    }
}

std::vector<RunCurvesView::Curve> RunCurvesView::curves() const
{
    std::vector<Curve> all;
    for (const std::string& metric : metrics()) {
        if (m_mean->isChecked()) {
            addMeans(all, metric);
            continue;
        }
        for (const RunSummary& run : m_runs)
            addRun(all, run, metric);
    }
    return all;
}

void RunCurvesView::draw()
{
    const std::vector<Curve> wanted = curves();
    std::set<std::string> ids;
    for (const Curve& curve : wanted)
        ids.insert(curve.series.id);
    for (const std::string& id : m_drawn)
        if (!ids.contains(id))
            m_plot->removeSeries(id);
    std::map<std::string, bool> visible;
    for (const CurveSeries& known : m_plot->series())
        visible[known.id] = known.visible;
    for (const Curve& curve : wanted) {
        CurveSeries series = curve.series;
        if (const auto known = visible.find(series.id); known != visible.end())
            series.visible = known->second;
        m_plot->addSeries(series);
        if (curve.band.empty())
            m_plot->setPoints(series.id, curve.points);
        else
            m_plot->setBand(series.id, curve.band);
    }
    m_drawn = std::move(ids);
    const bool loss = metrics().size() > 1 || metrics().front().ends_with("loss");
    m_plot->setYAxis(CurveSide::Left, loss ? tr("Loss") : metricTitle(metrics().front()),
                     loss || metrics().front().ends_with("residual") ||
                         metrics().front().ends_with("norm"));
    Q_EMIT changed();
}

void RunCurvesView::highlight(const std::string& id)
{
    for (const std::string& metric : {kValidation, kTraining, metrics().front()})
        if (!id.empty() && m_drawn.contains(id + "/" + metric)) {
            m_plot->setHighlighted(id + "/" + metric);
            return;
        }
    m_plot->setHighlighted({});
}

FigureSpec RunCurvesView::figure() const
{
    return m_drawn.empty() ? FigureSpec() : m_plot->figure();
}

void RunCurvesView::fit()
{
    m_plot->fit();
}

}  // namespace nie
