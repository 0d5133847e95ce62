#include "app/cli/progress_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sys/ioctl.h>

namespace nie::cli {

namespace {

constexpr int kBarWidth = 20;
constexpr int kPlainColumns = 160;
constexpr std::chrono::milliseconds kTerminalInterval{100};
constexpr std::chrono::seconds kPlainInterval{5};
constexpr double kRateWindowSeconds = 5.0;

}  // namespace

int terminalColumns(std::FILE* stream)
{
    winsize size{};
    const bool known = ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 80;
}

std::string barText(double share)
{
    const double shown = std::clamp(share, 0.0, 1.0);
    const auto filled = static_cast<std::size_t>(std::floor(shown * kBarWidth));
    return fmt::format("[{:<{}}] {:3.0f} %", std::string(filled, '#'), kBarWidth,
                       std::floor(100.0 * shown));
}

std::string durationText(double seconds)
{
    const auto whole = static_cast<std::int64_t>(std::llround(std::max(seconds, 0.0)));
    if (whole >= 3600)
        return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string progressLine(const Progress& progress, int columns)
{
    std::string line = fmt::format("{}  step {}", barText(progress.share), progress.step);
    if (progress.plannedSteps > 0)
        line += fmt::format(" of {}", progress.plannedSteps);
    if (!std::isnan(progress.loss))
        line += fmt::format("  loss {:.2e}", progress.loss);
    std::vector<std::string> parts;  // in the order in which they are given up last
    if (!std::isnan(progress.validation))
        parts.push_back(fmt::format("  validation {:.2e}", progress.validation));
    if (!std::isnan(progress.remainingSeconds))
        parts.push_back(fmt::format("  ETA {}", durationText(progress.remainingSeconds)));
    if (!std::isnan(progress.residual))
        parts.push_back(fmt::format("  residual {:.1e}", progress.residual));
    if (!std::isnan(progress.stepsPerSecond))
        parts.push_back(fmt::format("  {:.1f} steps/s", progress.stepsPerSecond));
    for (const std::string& part : parts)
        if (static_cast<int>(line.size() + part.size()) < columns)
            line += part;
    return line;
}

ProgressBar::~ProgressBar()
{
    endLine();
}

void ProgressBar::onStarted(const RunFacts& facts)
{
    m_facts = facts;
    m_progress = Progress{};
    m_progress.plannedSteps = facts.plannedSteps;
    fmt::print(m_stream,
               "{}: {} on {}, {} parameters, {} training / {} validation / {} test samples\n",
               facts.experiment, facts.model, facts.dataset, facts.parameters,
               facts.trainingSamples, facts.validationSamples, facts.testSamples);
    fmt::print(m_stream, "{}, seed {}; Ctrl-C stops and keeps what was learned\n", facts.device,
               facts.seed);
    std::fflush(m_stream);
}

void ProgressBar::measureRate(const StepReport& report)
{
    if (report.wallSeconds - m_rateNext.wallSeconds > kRateWindowSeconds) {
        m_rateStart = m_rateNext;
        m_rateNext = report;
    }
    const double seconds = report.wallSeconds - m_rateStart.wallSeconds;
    if (seconds > 0.0)
        m_progress.stepsPerSecond = static_cast<double>(report.step - m_rateStart.step) / seconds;
}

void ProgressBar::onStep(const StepReport& report)
{
    measureRate(report);
    m_progress.step = report.step;
    m_progress.loss = report.trainLoss;
    m_progress.residual = report.solverResidual;
    m_progress.share = 0.0;
    m_progress.remainingSeconds = std::numeric_limits<double>::infinity();
    if (m_facts.plannedSteps > 0) {
        const auto left = static_cast<double>(m_facts.plannedSteps - report.step);
        m_progress.share = 1.0 - left / static_cast<double>(m_facts.plannedSteps);
        m_progress.remainingSeconds = left / m_progress.stepsPerSecond;
    }
    if (m_facts.timeBudgetSeconds > 0.0) {
        const double left = m_facts.timeBudgetSeconds - report.wallSeconds;
        m_progress.share =
            std::max(m_progress.share, report.wallSeconds / m_facts.timeBudgetSeconds);
        m_progress.remainingSeconds = std::min(m_progress.remainingSeconds, left);
    }
    if (!std::isfinite(m_progress.remainingSeconds))
        m_progress.remainingSeconds = std::numeric_limits<double>::quiet_NaN();
    if (m_terminal ? Clock::now() - m_lastDraw >= kTerminalInterval
                   : Clock::now() - m_lastDraw >= kPlainInterval)
        draw();
}

void ProgressBar::onValidation(const ValidationReport& report)
{
    m_progress.validation = report.loss;
}

void ProgressBar::onEvent(const TrainingEvent& event)
{
    if (event.kind != "warning")
        return;
    endLine();
    fmt::print(m_stream, "warning at step {}: {}\n", event.step, event.text);
}

void ProgressBar::onFinished(const RunOutcome& outcome)
{
    m_progress.remainingSeconds = std::numeric_limits<double>::quiet_NaN();
    if (outcome.steps > 0)
        draw();
    endLine();
}

void ProgressBar::draw()
{
    if (m_terminal)
        fmt::print(m_stream, "\r{}\033[K", progressLine(m_progress, terminalColumns(m_stream)));
    else
        fmt::print(m_stream, "{}\n", progressLine(m_progress, kPlainColumns));
    std::fflush(m_stream);
    m_lineOpen = m_terminal;
    m_lastDraw = Clock::now();
}

void ProgressBar::endLine()
{
    if (m_lineOpen)
        fmt::print(m_stream, "\n");
    m_lineOpen = false;
}

}  // namespace nie::cli
