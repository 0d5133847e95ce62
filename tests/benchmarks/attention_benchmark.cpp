// How long the Attention page takes to show a run of very many tokens, and how much memory:
//
//     nie train navier_stokes --set dataset.resolution=64 --set dataset.frames=16 ... -o many
//     cmake/under-x build/release/tests/bin/attention_benchmark many
//
// What is measured: --help.
#include "app/attention_session.h"
#include "app/panels/attention_page.h"
#include "core/base/error.h"
#include "core/base/process_setup.h"
#include "core/config/json.h"
#include "tests/benchmarks/window_desk.h"
#include "widgets/attention/head_grid.h"
#include "widgets/figures/figure_view.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QTabBar>
#include <QTest>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <fstream>

using namespace nie::benchmarks;

namespace {

constexpr const char* kDescription =
    R"(Opens a run on the Attention page, with real clicks, and prints JSON. Nothing else should run.

  opening_s        until the checkpoint is open: data made again, the sample solved and predicted
  first_view_ms    from then on until what the query attends to is drawn for every head of a layer
  matrix_ms        from a click on Matrix until the whole map of a head is first drawn, of few rows
  thumbnails_ms    from the opening until the maps of all heads are there
  iterate_ms       from the choice of another iterate until its rows are drawn, the solve included
  numbers_s        from the opening until the numbers of all heads are there (with --numbers)
  memory_mb        most resident memory of the whole program: before the run was opened, while it
                   was, and from then on to the first views; view_mb: the growth in the last part)";

/// MB of 10^6 bytes of a line such as "VmHWM:   123 kB" of /proc/self/status.
double statusMegabytes(const std::string& key)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(key + ":"))
            return std::stod(line.substr(key.size() + 1)) * 1024.0 * 1e-6;
    return 0.0;
}

/// The most memory from now on is what VmHWM tells.
void forgetMostMemory()
{
    std::ofstream("/proc/self/clear_refs") << 5;
}

class AttentionDesk {
public:
    explicit AttentionDesk(const std::string& run)
    {
        m_desk.window.resize(1440, 900);
        m_desk.click("pageAttention");
        m_desk.wait(0.5);
        m_result["memory_mb"]["before"] = statusMegabytes("VmRSS");
        measureOpening(run);
    }

    void measureFirstViews()
    {
        waitFor("attention.rows");
        m_result["first_view_ms"] = sinceOpened();
        m_desk.wait([this] { return grid().thumbnailCount() == headCount(); }, "thumbnails");
        m_result["thumbnails_ms"] = sinceOpened();
        auto* bar = m_desk.window.findChild<QTabBar*>("attentionTabBar");
        QElapsedTimer clock;
        clock.start();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(1).center());
        waitFor("attention.matrix");
        m_result["matrix_ms"] = clock.elapsed();
        m_result["matrix_drawn"] = figure("attention.matrix").panels[0].image->label;
        m_result["memory_mb"]["views"] = statusMegabytes("VmHWM");
        m_result["view_mb"] = statusMegabytes("VmHWM") - m_beforeViews;
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(0).center());
    }

    void measureNumbers()
    {
        m_desk.wait([this] { return m_numbersAfter >= 0; }, "numbers");
        m_result["numbers_s"] = 1e-3 * static_cast<double>(m_numbersAfter);
        m_result["memory_mb"]["numbers"] = statusMegabytes("VmHWM");
    }

    void measureIterate()
    {
        const auto before = figure("attention.rows").panels.at(0).image->values;
        QElapsedTimer clock;
        clock.start();
        QTest::keyClick(m_desk.window.findChild<QComboBox*>("attention.iteration"), Qt::Key_Home);
        m_desk.wait([&] { return figure("attention.rows").panels.at(0).image->values != before; },
                    "iterate");
        m_result["iterate_ms"] = clock.elapsed();
    }

    const nie::Json& result() const { return m_result; }

private:
    void measureOpening(const std::string& run)
    {
        nie::AttentionSession& session = m_desk.window.attention().session();
        QObject::connect(&session, &nie::AttentionSession::openedChanged, [this, &session] {
            if (!session.opened() || m_opened.isValid())
                return;
            m_opened.start();
            m_result["memory_mb"]["opening"] = statusMegabytes("VmHWM");
            m_beforeViews = statusMegabytes("VmRSS");
            forgetMostMemory();
        });
        QObject::connect(&session, &nie::AttentionSession::similarityReady, [this] {
            if (m_numbersAfter < 0)
                m_numbersAfter = m_opened.elapsed();
        });
        QElapsedTimer clock;
        clock.start();
        m_desk.window.openRun(run);
        m_desk.click("pageAttention");
        m_desk.wait([this] { return m_opened.isValid(); }, "opening");
        m_result["opening_s"] = 1e-3 * static_cast<double>(clock.elapsed());
        m_result["tokens"] = session.opened()->maps->origin().tokens.count();
        m_result["attention"] = session.opened()->maps->origin().kind;
        m_result["heads"] = headCount();
    }
    /// Until a figure is there, and painted.
    void waitFor(const char* view)
    {
        m_desk.wait([this, view] { return !figure(view).panels.empty(); }, view);
        m_desk.window.findChild<nie::FigureView*>(view)->repaint();
    }
    const nie::FigureSpec& figure(const char* view)
    {
        return m_desk.window.findChild<nie::FigureView*>(view)->figure();
    }
    const nie::HeadGrid& grid()
    {
        return *m_desk.window.findChild<nie::HeadGrid*>("attention.headGrid");
    }
    int headCount()
    {
        const auto& origin = m_desk.window.attention().session().opened()->maps->origin();
        return static_cast<int>(origin.layers * origin.heads);
    }
    double sinceOpened() const { return static_cast<double>(m_opened.elapsed()); }

    WindowDesk m_desk;
    QElapsedTimer m_opened;
    double m_beforeViews = 0.0;
    qint64 m_numbersAfter = -1;
    nie::Json m_result;
};

}  // namespace

int main(int argc, char** argv)
{
    nie::restartWithPassiveThreads(argv);
    nie::keepFreedMemory();
    std::string run;
    bool numbers = false;
    CLI::App program(kDescription);
    program.add_option("RUN_DIR", run, "A run of anie or anie_field")->required();
    program.add_flag("--numbers", numbers, "Wait for the numbers of all heads, too");
    CLI11_PARSE(program, argc, argv);
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    try {
        AttentionDesk desk(run);
        desk.measureFirstViews();
        if (numbers)
            desk.measureNumbers();
        desk.measureIterate();
        fmt::print("{}\n", desk.result().dump(2));
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "attention_benchmark: {}\n", error.what());
        return 1;
    }
}
