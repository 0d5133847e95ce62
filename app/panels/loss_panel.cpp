#include "app/panels/loss_panel.h"

#include "widgets/curves/curve_plot.h"

#include <QVBoxLayout>

#include <map>
#include <vector>

namespace nie {

namespace {

/// A series of the plot and where its numbers come from.
struct StepSeries {
    CurveSeries series;
    double StepReport::*value;
};

const std::vector<StepSeries>& stepSeries()
{
    using Style = SeriesSpec::Style;
    const auto right = [](const char* id, const QString& label, int colour, Style style,
                          bool smoothed) {
        CurveSeries series{id, label, colour, CurveSide::Right, style, smoothed, false};
        series.quantity = label;
        return series;
    };
    static const std::vector<StepSeries> series{
        {{"train", QObject::tr("Training loss"), 0}, &StepReport::trainLoss},
        {right("rate", QObject::tr("Learning rate"), 3, Style::Dashed, false),
         &StepReport::learningRate},
        {right("gradient", QObject::tr("Gradient norm"), 4, Style::Solid, true),
         &StepReport::gradientNorm},
        {right("residual", QObject::tr("Solver residual"), 5, Style::Solid, true),
         &StepReport::solverResidual},
    };
    return series;
}

const CurveSeries& validationSeries()
{
    static const CurveSeries series{.id = "validation",
                                    .label = QObject::tr("Validation loss"),
                                    .colour = 1,
                                    .smoothed = false};
    return series;
}

const CurveSeries& testSeries()
{
    static const CurveSeries series{.id = "test",
                                    .label = QObject::tr("Test loss"),
                                    .colour = 2,
                                    .style = SeriesSpec::Style::Points,
                                    .smoothed = false};
    return series;
}

template <class Report>
CurvePoint pointAt(const Report& report, double value)
{
    return {static_cast<double>(report.step), static_cast<double>(report.epoch), report.wallSeconds,
            static_cast<double>(report.samplesSeen), value};
}

}  // namespace

LossPanel::LossPanel(QWidget* parent) : QWidget(parent), m_plot(new CurvePlot(this))
{
    setObjectName(QStringLiteral("lossPanel"));
    setAccessibleName(tr("Loss panel"));
    m_plot->setObjectName(QStringLiteral("lossPlot"));
    m_plot->setAccessibleName(tr("Loss curves"));
    m_plot->setYAxis(CurveSide::Left, tr("Loss (MSE)"), true);
    m_plot->setYAxis(CurveSide::Right, QString(), true);
    m_plot->setEmptyText(tr("Training and validation loss appear here while a run trains."));
    m_plot->setSmoothing(0.6);
    m_plot->addSeries(stepSeries().front().series);
    m_plot->addSeries(validationSeries());
    m_plot->addSeries(testSeries());
    for (std::size_t i = 1; i < stepSeries().size(); ++i)
        m_plot->addSeries(stepSeries()[i].series);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 4);
    layout->addWidget(m_plot);
    connect(m_plot, &CurvePlot::stepChosen, this, &LossPanel::stepChosen);
}

void LossPanel::setTrainingLoss(const RunConfig& config)
{
    static const std::map<std::string, QString> names{{"relative_l2", tr("relative L2")},
                                                      {"relative_h1", tr("relative H1")}};
    const auto chosen = config.training.find("loss");
    const auto name = chosen != config.training.end() && chosen->is_string()
                          ? names.find(chosen->get<std::string>())
                          : names.end();
    const bool mse = name == names.end();
    m_plot->setYAxis(CurveSide::Left, mse ? tr("Loss (MSE)") : tr("Loss"),
                     m_plot->isLogarithmicY(CurveSide::Left));
    const auto label = [mse](const CurveSeries& series, const QString& unit) {
        return mse ? series.label : QStringLiteral("%1, %2").arg(series.label, unit);
    };
    const std::vector<std::pair<CurveSeries, QString>> losses{
        {stepSeries().front().series, mse ? QString() : name->second},
        {validationSeries(), tr("MSE")},
        {testSeries(), tr("MSE")}};
    for (const auto& [series, unit] : losses)
        m_plot->setSeriesLabel(series.id, label(series, unit));
}

void LossPanel::clear()
{
    m_plot->clear();
}

void LossPanel::showBatch(const TrainingFeed::Batch& batch)
{
    if (batch.rolledBackTo)
        m_plot->dropAfter(static_cast<double>(*batch.rolledBackTo));
    std::vector<CurvePoint> points;
    points.reserve(batch.steps.size());
    for (const StepSeries& each : stepSeries()) {
        points.clear();
        for (const StepReport& report : batch.steps)
            points.push_back(pointAt(report, report.*each.value));
        m_plot->append(each.series.id, points);
    }
    for (const ValidationReport& report : batch.validations)
        m_plot->append("validation", pointAt(report, report.loss));
    for (const TrainingEvent& event : batch.events) {
        CurvePoint at;
        at.step = static_cast<double>(event.step);
        at.wallSeconds = event.wallSeconds;
        m_plot->addMarker({at, event.kind, QString::fromStdString(event.text)});
    }
}

void LossPanel::showEvaluation(const RunEvaluation& evaluation)
{
    const auto step = static_cast<double>(evaluation.step);
    CurvePoint at;
    // Epoch, time and samples are those of the training at that step.
    for (const CurvePoint& point : m_plot->points("train"))
        if (point.step <= step)
            at = point;
    at.step = step;
    at.value = evaluation.test.mse;
    m_plot->setPoints("test", std::span(&at, 1));
}

}  // namespace nie
