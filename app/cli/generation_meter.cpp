#include "app/cli/generation_meter.h"

#include "app/cli/progress_bar.h"

#include <fmt/format.h>

#include <utility>

namespace nie::cli {

namespace {

constexpr std::chrono::milliseconds kRedrawInterval{100};
constexpr std::chrono::seconds kLineInterval{5};

}  // namespace

std::string generationLine(const std::string& name, std::int64_t done, std::int64_t total,
                           double seconds)
{
    const double share = static_cast<double>(done) / static_cast<double>(total);
    std::string line = fmt::format("{}: {}  {} of {}", name, barText(share), done, total);
    if (done == 0 || seconds <= 0.0)
        return line;
    const double rate = static_cast<double>(done) / seconds;
    if (done < total)
        line += fmt::format("  ETA {}", durationText(static_cast<double>(total - done) / rate));
    return line + fmt::format("  {:.3g}/s", rate);
}

GenerationMeter::GenerationMeter(std::FILE* stream, bool terminal, std::string name)
    : m_stream(stream),
      m_terminal(terminal),
      m_name(std::move(name))
{
    draw(m_name + ": generating; Ctrl-C leaves no file", false);
}

GenerationMeter::~GenerationMeter()
{
    if (!m_terminal)
        return;
    fmt::print(m_stream, "\r\033[K");
    std::fflush(m_stream);
}

void GenerationMeter::showMade(std::int64_t done, std::int64_t total)
{
    const std::chrono::duration<double> elapsed = Clock::now() - m_start;
    draw(generationLine(m_name, done, total, elapsed.count()), done == total);
}

void GenerationMeter::showWritten(double share)
{
    draw(fmt::format("{}: {}  writing", m_name, barText(share)), share >= 1.0);
}

void GenerationMeter::draw(const std::string& line, bool last)
{
    // A plain log keeps every line: the ends are wanted in it, however fast the work was.
    const auto since = Clock::now() - m_lastDraw;
    if (!last && (m_terminal ? since < kRedrawInterval : since < kLineInterval))
        return;
    if (m_terminal)
        fmt::print(m_stream, "\r{:.{}}\033[K", line, terminalColumns(m_stream) - 1);
    else
        fmt::print(m_stream, "{}\n", line);
    std::fflush(m_stream);
    m_lastDraw = Clock::now();
}

}  // namespace nie::cli
