#pragma once

#include "app/main_window.h"
#include "tests/support/temporary_folder.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QTest>
#include <QTreeWidget>

#include <atomic>
#include <fstream>

namespace nie::test {

/// Counts warnings of Qt and of the program for as long as it lives.
class WarningCounter {
public:
    WarningCounter()
    {
        s_count = 0;
        s_before = qInstallMessageHandler(
            [](QtMsgType type, const QMessageLogContext& where, const QString& text) {
                if (type == QtWarningMsg || type == QtCriticalMsg) {
                    ++s_count;
                    s_last = text;
                }
                if (s_before)
                    s_before(type, where, text);
            });
    }
    ~WarningCounter() { qInstallMessageHandler(s_before); }
    int count() const { return s_count; }
    QString last() const { return s_last; }

private:
    static inline std::atomic<int> s_count = 0;
    static inline QString s_last;
    static inline QtMessageHandler s_before = nullptr;
};

/// A window on the screen and the hand that clicks in it.
class WindowDriver {
public:
    explicit WindowDriver(std::unique_ptr<Engine> engine)
        : window(std::move(engine), folder.path(), folder.path() / "datasets")
    {
        window.show();
        if (!QTest::qWaitForWindowExposed(&window))
            qFatal("the window did not appear");
    }
    ~WindowDriver()
    {
        // Closing must not ask: the session goes with the window.
        window.session().stop();
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    template <class Widget = QWidget>
    Widget* find(const QString& name)
    {
        auto* widget = window.findChild<Widget*>(name);
        if (!widget)
            qFatal("no widget named %s", qPrintable(name));
        return widget;
    }
    void click(const QString& name)
    {
        QTest::mouseClick(find(name), Qt::LeftButton);
        ++clicks;
    }
    void clickRow(QTreeWidget* tree, QTreeWidgetItem* row)
    {
        tree->scrollToItem(row);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualItemRect(row).center());
        ++clicks;
    }
    QString text(const QString& label) { return find<QLabel>(label)->text(); }
    QString banner() { return text("bannerText"); }
    /// The step counter as the status bar shows it: "step 1,240 of 5,000".
    std::int64_t shownStep()
    {
        return text("stepLabel").section(' ', 1, 1).remove(',').toLongLong();
    }
    SessionState state() { return window.session().state(); }
    /// Opens an experiment with the changes applied, as from a file.
    bool openSmall(const std::vector<std::string>& assignments)
    {
        RunConfig config = window.engine().findExperiment("spirals");
        config.set("dataset.curves=30");
        for (const std::string& assignment : assignments)
            config.set(assignment);
        const std::filesystem::path file = folder / "small.json";
        std::ofstream(file) << config.toJson().dump(2);
        return window.openExperiment(file.string());
    }

    TemporaryFolder folder;
    MainWindow window;
    int clicks = 0;
};

}  // namespace nie::test
