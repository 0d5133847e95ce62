// Every widget in light and dark with realistic content. With NIE_SCREENSHOT_DIR set the pictures
// are saved there for people to look at.
#include "tests/support/test_registry.h"
#include "widgets/curves/curve_controls.h"
#include "widgets/curves/curve_plot.h"
#include "widgets/curves/residual_plot.h"
#include "widgets/curves/sample_bars.h"
#include "widgets/curves/trajectory_view.h"
#include "widgets/figures/figure_view.h"
#include "widgets/forms/options_form.h"
#include "widgets/style/application_style.h"
#include "widgets/style/icons.h"

#include <QApplication>
#include <QDir>
#include <QGridLayout>
#include <QLabel>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>
#include <random>
#include <set>

namespace nie::gallery_test {

namespace {

struct SolverOptions {
    double tolerance = 1e-4;
    std::int64_t iterations = 30;
    std::string stepper = "anderson";
    template <class Visitor>
    void visit(Visitor& v)
    {
        v("tolerance", tolerance,
          {.description = "Relative residual to reach",
           .minimum = 0.0,
           .minimumExcluded = true,
           .changeable = Changeable::WhilePaused});
        v("max_iterations", iterations,
          {.description = "Most iterations of one solve", .minimum = 1});
        v("stepper", stepper,
          {.description = "Fixed-point iteration", .choices = {"picard", "anderson"}});
    }
};

struct TrainingOptionsExample {
    double rate = 1e-3;
    std::int64_t batch = 64;
    double budget = 600;
    bool deterministic = true;
    SolverOptions solver;
    template <class Visitor>
    void visit(Visitor& v)
    {
        v("learning_rate", rate,
          {.description = "Step size of the optimiser",
           .minimum = 0.0,
           .changeable = Changeable::WhileRunning});
        v("batch_size", batch, {.description = "Samples of one step", .minimum = 1});
        v("time_budget", budget, {.description = "Longest training", .unit = "s", .minimum = 0.0});
        v("deterministic", deterministic,
          {.description = "Refuse operators that are not deterministic"});
        v.section("solver", solver);
    }
};

std::shared_ptr<PredictionSnapshot> spiral()
{
    auto snapshot = std::make_shared<PredictionSnapshot>();
    snapshot->step = 1240;
    snapshot->sample = 3;
    snapshot->split = "validation";
    snapshot->channels = {"y1", "y2"};
    snapshot->givenPoints = 20;
    for (int i = 0; i < 150; ++i) {
        const double t = 0.04 * i, r = std::exp(-0.15 * t), drift = 0.03 * t;
        snapshot->times.push_back(t);
        for (double phase : {0.0, 1.57}) {
            snapshot->truth.push_back(r * std::cos(2 * t - phase));
            snapshot->prediction.push_back((r + 0.5 * drift) * std::cos(2 * t - phase + drift));
        }
    }
    for (int k = 0; k < 7; ++k)
        snapshot->iterates.push_back(snapshot->truth);
    snapshot->trace.residuals = {0.4, 0.11, 0.021, 4.1e-3, 6e-4, 5e-5};
    snapshot->trace.meanResiduals = {0.2, 0.05, 0.009, 1.6e-3, 2e-4, 2e-5};
    snapshot->trace.tolerance = 1e-4;
    return snapshot;
}

void fillCurves(CurvePlot& plot)
{
    plot.setYAxis(CurveSide::Left, "Loss (MSE)", true);
    plot.addSeries({.id = "train", .label = "Training"});
    plot.addSeries({.id = "validation", .label = "Validation", .colour = 1, .smoothed = false});
    plot.addSeries({.id = "lr",
                    .label = "Learning rate",
                    .colour = 2,
                    .side = CurveSide::Right,
                    .style = SeriesSpec::Style::Dotted,
                    .smoothed = false});
    plot.setYAxis(CurveSide::Right, "Learning rate", false);
    std::mt19937_64 random(5);
    std::normal_distribution<double> noise;
    std::vector<CurvePoint> train, validation, rate;
    for (int step = 1; step <= 3000; ++step) {
        const double loss = 0.5 * std::exp(-step / 500.0) + 2e-3;
        const double lr = 1e-3 * (0.5 + 0.5 * std::cos(step / 1000.0));
        train.push_back({step * 1.0, step / 50 + 1.0, step / 38.0, 64.0 * step,
                         loss * std::exp(0.4 * noise(random))});
        rate.push_back({step * 1.0, step / 50 + 1.0, step / 38.0, 64.0 * step, lr});
        if (step % 50 == 0)
            validation.push_back(
                {step * 1.0, step / 50 + 1.0, step / 38.0, 64.0 * step, 1.3 * loss + 1e-3});
    }
    train[700].value = 0;
    plot.append("train", train);
    plot.append("validation", validation);
    plot.append("lr", rate);
    plot.addMarker({.at = train[1500], .kind = "learning_rate", .text = "Learning rate halved"});
    plot.setSmoothing(0.97);
}

/// A page with everything on it, as the window would arrange it.
std::unique_ptr<QWidget> page()
{
    auto whole = std::make_unique<QWidget>();
    auto* grid = new QGridLayout(whole.get());
    grid->setSpacing(8);
    auto* plot = new CurvePlot;
    fillCurves(*plot);
    auto* trajectories = new TrajectoryView;
    const auto snapshot = spiral();
    trajectories->setSnapshot(snapshot);
    auto* residuals = new ResidualPlot;
    residuals->setTrace(snapshot->trace, 7);
    auto* form = new OptionsForm;
    form->setOptions(describeOptions<TrainingOptionsExample>(), Json{{"learning_rate", 5e-4}});
    form->setState(OptionsForm::State::Running);
    form->setFixedWidth(280);
    auto* icons = new QWidget;
    auto* row = new QHBoxLayout(icons);
    for (int i = 0; i <= static_cast<int>(Icon::Close); ++i) {
        auto* button = new QToolButton;
        button->setIcon(icon(static_cast<Icon>(i)));
        button->setIconSize(QSize(24, 24));
        button->setAutoRaise(true);
        row->addWidget(button);
    }
    row->addStretch(1);
    grid->addWidget(icons, 0, 0, 1, 3);
    grid->addWidget(trajectories, 1, 0);
    grid->addWidget(residuals, 1, 1);
    grid->addWidget(form, 1, 2, 3, 1, Qt::AlignTop);
    grid->addWidget(new CurveControls(plot), 2, 0, 1, 2);
    grid->addWidget(plot, 3, 0, 1, 2);
    grid->setColumnStretch(0, 5);
    grid->setColumnStretch(1, 2);
    grid->setRowStretch(1, 1);
    grid->setRowStretch(3, 1);
    return whole;
}

/// Curves of runs over each other: a band over seeds, an envelope, cursors, the table, bars.
std::unique_ptr<QWidget> runsPage()
{
    auto whole = std::make_unique<QWidget>();
    auto* column = new QVBoxLayout(whole.get());
    auto* plot = new CurvePlot;
    column->addWidget(new CurveControls(plot));
    column->addWidget(plot, 2);
    fillCurves(*plot);
    plot->removeSeries("lr");
    plot->setEnvelopeShown(true);
    plot->addSeries({.id = "seeds", .label = "Mean of 5 seeds", .colour = 2, .run = "anie"});
    std::vector<CurveBandPoint> band;
    for (int step = 1; step <= 3000; step += 10) {
        const double mean = 0.8 * std::exp(-step / 700.0) + 4e-3;
        band.push_back({{.step = 1.0 * step, .wallSeconds = step / 38.0, .value = mean},
                        0.6 * mean,
                        1.5 * mean});
    }
    plot->setBand("seeds", band);
    plot->setCursorA(600);
    plot->setCursorB(2200);
    auto* bars = new SampleBars;
    std::vector<std::pair<std::int64_t, double>> errors;
    for (int i = 0; i < 60; ++i)
        errors.emplace_back(i, 0.3 * std::exp(-0.05 * ((i * 7) % 60)));
    bars->setValues(errors, "Relative L2 error");
    bars->setChosen(errors[12].first);
    column->addWidget(bars, 1);
    return whole;
}

void save(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("NIE_SCREENSHOT_DIR");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    QVERIFY(widget.grab().save(QDir(folder).filePath(name + ".png")));
}

}  // namespace

class GalleryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyWidgetIsDrawnInBothPalettes_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void everyWidgetIsDrawnInBothPalettes()
    {
        QFETCH(bool, dark);
        applyApplicationStyle(*qApp, dark ? Appearance::Dark : Appearance::Light);
        const auto runs = runsPage();
        runs->resize(1400, 820);
        runs->show();
        QVERIFY(QTest::qWaitForWindowExposed(runs.get()));
        QTest::qWait(200);
        save(*runs, dark ? "gallery-runs-dark" : "gallery-runs-light");
        const auto whole = page();
        whole->resize(1400, 820);
        whole->show();
        QVERIFY(QTest::qWaitForWindowExposed(whole.get()));
        QTest::qWait(200);
        save(*whole, dark ? "gallery-dark" : "gallery-light");
        const QImage image = whole->grab().toImage();
        const QColor corner = image.pixelColor(2, 2);
        QCOMPARE(corner, QApplication::palette().color(QPalette::Window));
        std::set<QRgb> colours;
        for (int y = 0; y < image.height(); y += 3)
            for (int x = 0; x < image.width(); x += 3)
                colours.insert(image.pixel(x, y));
        QVERIFY(colours.size() > 50);
    }

    void plotsRestyleWhenThePaletteChangesUnderThem()
    {
        applyApplicationStyle(*qApp, Appearance::Light);
        const auto whole = page();
        whole->resize(1400, 820);
        whole->show();
        QVERIFY(QTest::qWaitForWindowExposed(whole.get()));
        auto* canvas = whole->findChild<QWidget*>("curves.canvas");
        QTest::qWait(100);
        QVERIFY(canvas->grab().toImage().pixelColor(3, 3).lightness() > 200);
        applyApplicationStyle(*qApp, Appearance::Dark);
        QTRY_VERIFY(canvas->grab().toImage().pixelColor(3, 3).lightness() < 60);
    }

    void emptyPanesSayWhatWillAppear()
    {
        applyApplicationStyle(*qApp, Appearance::Light);
        QWidget whole;
        auto* row = new QHBoxLayout(&whole);
        row->addWidget(new CurvePlot);
        row->addWidget(new TrajectoryView);
        row->addWidget(new ResidualPlot);
        whole.resize(1200, 300);
        whole.show();
        QVERIFY(QTest::qWaitForWindowExposed(&whole));
        QTest::qWait(100);
        for (const char* name : {"curves.empty", "trajectories.empty", "residuals.empty"}) {
            auto* label = whole.findChild<QLabel*>(name);
            QVERIFY2(label && label->isVisible() && !label->text().isEmpty(), name);
        }
        save(whole, "gallery-empty");
    }

    void figureOnTheScreenIsTheSameAsInTheFile()
    {
        applyApplicationStyle(*qApp, Appearance::Light);
        TrajectoryView trajectories;
        trajectories.setSnapshot(spiral());
        FigureView view;
        view.setFigure(trajectories.figure());
        view.resize(900, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        save(view, "gallery-figure");
        const QImage image = view.grab().toImage();
        int blue = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                blue += image.pixelColor(x, y) == seriesColour(0);
        QVERIFY(blue > 50);
    }
};

NIE_TEST_WITH(QApplication, GalleryTest);

}  // namespace nie::gallery_test

#include "gallery_test.moc"
