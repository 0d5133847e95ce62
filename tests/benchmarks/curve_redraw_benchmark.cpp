// How long a redraw of a training plot with very many points takes:
//
//     build/release/tests/bin/curve_redraw_benchmark [--points 1000000] [--size 1400x400] [--json]
//
// A redraw is all that the refresh timer does: new points sorted in, ranges fitted, the points of
// the view chosen, the picture painted. Beside it the same points in a plain QCPGraph with
// QCustomPlot's own adaptive sampling, which looks at every point of the view.
#include "core/config/json.h"
#include "widgets/curves/curve_plot.h"
#include "widgets/curves/plot_theme.h"
#include "widgets/curves/qcustomplot_header.h"

#include <QApplication>
#include <QElapsedTimer>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

namespace {

constexpr int kWarmUp = 3;

struct Request {
    int points = 1'000'000;
    int repetitions = 50;
    std::string size = "1400x400";
    bool json = false;
};

struct Timing {
    std::string what;
    double median = 0.0;  // milliseconds
    double slowest = 0.0;
};

std::vector<nie::CurvePoint> noisyLosses(int first, int count)
{
    std::mt19937_64 random(static_cast<std::uint64_t>(first) + 1);
    std::normal_distribution<double> noise;
    std::vector<nie::CurvePoint> points;
    points.reserve(static_cast<std::size_t>(count));
    for (int step = first; step < first + count; ++step)
        points.push_back({1.0 * step, step / 100 + 1.0, 0.01 * step, 32.0 * step,
                          (std::exp(-5e-6 * step) + 1e-3) * std::exp(0.4 * noise(random))});
    return points;
}

Timing measure(const std::string& what, int repetitions, const std::function<void(int)>& redraw)
{
    std::vector<double> milliseconds;
    for (int i = 0; i < repetitions + kWarmUp; ++i) {
        QElapsedTimer timer;
        timer.start();
        redraw(i);
        if (i >= kWarmUp)
            milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    return {what, milliseconds[milliseconds.size() / 2], milliseconds.back()};
}

void redrawNow(nie::CurvePlot& plot)
{
    plot.xRange();  // sorts new points in and follows, as the refresh timer does
    plot.drawing()->replot(QCustomPlot::rpImmediateRefresh);
}

std::vector<Timing> measurePlot(const Request& request, QSize size)
{
    nie::CurvePlot plot;
    plot.resize(size);
    plot.setYAxis(nie::CurveSide::Left, "Loss (MSE)", true);
    plot.addSeries({.id = "train", .label = "Training loss"});
    plot.show();
    plot.append("train", noisyLosses(1, request.points));
    QApplication::processEvents();
    std::vector<Timing> timings;
    int next = request.points + 1;
    const auto grow = [&](int) {
        plot.append("train", noisyLosses(next++, 1));
        redrawNow(plot);
    };
    timings.push_back(measure("growing, following, raw", request.repetitions, grow));
    plot.setSmoothing(0.99);
    redrawNow(plot);
    timings.push_back(measure("growing, following, smoothed over raw", request.repetitions, grow));
    plot.setEnvelopeShown(true);
    redrawNow(plot);
    timings.push_back(
        measure("growing, following, smoothed over envelope", request.repetitions, grow));
    plot.setEnvelopeShown(false);
    plot.setOutlierTolerant(true);
    redrawNow(plot);
    timings.push_back(
        measure("the same as the second, without outliers", request.repetitions, grow));
    plot.setOutlierTolerant(false);
    timings.push_back(
        measure("panning over half of it, smoothed over raw", request.repetitions, [&](int i) {
            const double from = 1.0 + 0.005 * i * request.points;
            plot.setXRange(from, from + 0.5 * request.points);
            redrawNow(plot);
        }));
    return timings;
}

Timing measurePlainGraph(const Request& request, QSize size)
{
    QCustomPlot plot;
    plot.resize(size);
    nie::stylePlot(plot, plot);
    nie::setLogarithmic(*plot.yAxis, true);
    QCPGraph* graph = plot.addGraph();
    graph->setPen(QPen(Qt::blue, 1.5));
    for (const nie::CurvePoint& point : noisyLosses(1, request.points))
        graph->addData(point.step, point.value);
    plot.show();
    QApplication::processEvents();
    int next = request.points + 1;
    return measure("plain QCPGraph, growing, raw", request.repetitions, [&](int) {
        const nie::CurvePoint point = noisyLosses(next++, 1).front();
        graph->addData(point.step, point.value);
        graph->rescaleAxes();
        plot.replot(QCustomPlot::rpImmediateRefresh);
    });
}

}  // namespace

int main(int argc, char** argv)
{
    Request request;
    CLI::App program("Measures redraws of a training plot");
    program.add_option("--points", request.points, "Points of the curve")
        ->check(CLI::PositiveNumber);
    program.add_option("--repetitions", request.repetitions, "Redraws of each kind")
        ->check(CLI::PositiveNumber);
    program.add_option("--size", request.size, "Of the plot in pixels, WIDTHxHEIGHT");
    program.add_flag("--json", request.json, "Print JSON");
    CLI11_PARSE(program, argc, argv);
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const QStringList sides = QString::fromStdString(request.size).split('x');
    const QSize size(sides.value(0).toInt(), sides.value(1).toInt());
    if (size.isEmpty()) {
        fmt::print(stderr, "--size: {} is not WIDTHxHEIGHT\n", request.size);
        return 2;
    }
    std::vector<Timing> timings = measurePlot(request, size);
    timings.push_back(measurePlainGraph(request, size));
    nie::Json json = nie::Json::array();
    for (const Timing& timing : timings) {
        if (!request.json)
            fmt::print("{:<46} median {:7.2f} ms   slowest {:7.2f} ms\n", timing.what,
                       timing.median, timing.slowest);
        json.push_back(
            {{"what", timing.what}, {"median_ms", timing.median}, {"slowest_ms", timing.slowest}});
    }
    if (request.json)
        fmt::print(
            "{}\n",
            nie::Json{{"points", request.points}, {"size", request.size}, {"redraws", json}}.dump(
                2));
    return 0;
}
