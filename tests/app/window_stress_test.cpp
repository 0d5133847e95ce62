#include "app/torch_engine.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"

#include <QApplication>
#include <QDrag>
#include <QFile>
#include <QPointer>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>
#include <random>

namespace nie::window_stress_test {

using namespace nie::test;
using enum nie::SessionState;

namespace {

constexpr int kEvents = 10000;
constexpr int kSettled = 2000;  // by then every page has been built and drawn once

/// From /proc/self/status: "Threads" or "VmRSS" (in kB).
long statusOf(const char* key)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith(key))
            return line.mid(line.indexOf(':') + 1).simplified().split(' ').first().toLong();
    return 0;
}

/// Words in the names of actions and widgets that leave the program, ask for files, or start work
/// that has nothing to do with the window: data sets, tables of the publication, sweeps.
bool isLeftAlone(const QString& name)
{
    static const QStringList words{"quit",   "open",    "save",  "export", "import", "compute",
                                   "delete", "trash",   "sweep", "queue",  "start",  "step",
                                   "solve",  "generat", "close", "recent", "resume", "fullscreen",
                                   "folder"};
    return std::any_of(words.begin(), words.end(), [&name](const QString& word) {
        return name.contains(word, Qt::CaseInsensitive);
    });
}

/// A seeded hand that clicks, types, scrolls and resizes.
class RandomHand {
public:
    explicit RandomHand(WindowDriver& driver) : m_driver(driver)
    {
        for (QAction* action : driver.window.actionList().all())
            if (isLeftAlone(action->objectName()))
                action->blockSignals(true);
        // A dialog, a menu of a button or a text being dragged waits in a loop of its own, the last
        // one for a mouse of the display that never moves: each would hold the test.
        QObject::connect(&m_watch, &QTimer::timeout, &m_watch, [this] {
            QDrag::cancel();
            if (QWidget* modal = QApplication::activeModalWidget())
                modal->close();
            QPointer<QWidget> popup = QApplication::activePopupWidget();
            if (popup && pick(2) == 0)
                QTest::mouseClick(popup, Qt::LeftButton, {},
                                  QPoint(pick(popup->width()), pick(popup->height())));
            if (popup)
                popup->close();
        });
        m_watch.start(20);
    }

    void act()
    {
        const int kind = pick(100);
        QWidget* target = widget();
        if (!target)
            return;
        m_last = QString("%1 on %2").arg(kind).arg(target->objectName());
        const QPoint at(pick(std::max(1, target->width())), pick(std::max(1, target->height())));
        if (kind < 50)
            QTest::mouseClick(target, button(kind), modifiers(), at);
        else if (kind < 55)
            QTest::mouseDClick(target, Qt::LeftButton, {}, at);
        else if (kind < 62)
            drag(target, at);
        else if (kind < 82)
            QTest::keyClick(target, key(), modifiers());
        else if (kind < 99)
            wheel(target, at);
        else  // small: half of an event's time is painting
            m_driver.window.resize(1024 + pick(300), 700 + pick(200));
    }
    const QString& last() const { return m_last; }

private:
    int pick(int count) { return std::uniform_int_distribution<int>(0, count - 1)(m_random); }

    /// In the pop-up where there is one, else anywhere that can be seen.
    QWidget* widget()
    {
        QWidget* root = QApplication::activePopupWidget();
        if (!root && pick(40) == 0)
            root = m_driver.window.findChild<QWidget*>("commandPalette");
        if (!root)
            root = &m_driver.window;
        const QList<QPointer<QWidget>>& all = below(root);
        for (int tries = 0; tries < 500 && !all.isEmpty(); ++tries) {
            QWidget* child = all[pick(static_cast<int>(all.size()))];
            if (child && child->isVisible() && child->isEnabled() &&
                !isLeftAlone(child->objectName()) && !child->objectName().startsWith("card."))
                return child;
        }
        return root;
    }
    /// All widgets below one, gathered anew every few events: there are thousands.
    const QList<QPointer<QWidget>>& below(QWidget* root)
    {
        constexpr int kKept = 20;
        if (root != m_root || ++m_sinceGathered > kKept) {
            m_below.clear();
            for (QWidget* child : root->findChildren<QWidget*>())
                m_below.push_back(child);
            m_root = root;
            m_sinceGathered = 0;
        }
        return m_below;
    }
    static Qt::MouseButton button(int kind) { return kind < 46 ? Qt::LeftButton : Qt::RightButton; }
    Qt::KeyboardModifiers modifiers()
    {
        return pick(8) == 0 ? Qt::KeyboardModifiers(Qt::ShiftModifier) : Qt::NoModifier;
    }
    Qt::Key key()
    {
        static constexpr Qt::Key keys[] = {
            Qt::Key_Tab,   Qt::Key_Space,    Qt::Key_Return, Qt::Key_Escape, Qt::Key_Left,
            Qt::Key_Right, Qt::Key_Up,       Qt::Key_Down,   Qt::Key_PageUp, Qt::Key_Home,
            Qt::Key_End,   Qt::Key_Delete,   Qt::Key_1,      Qt::Key_9,      Qt::Key_0,
            Qt::Key_E,     Qt::Key_X,        Qt::Key_Minus,  Qt::Key_Period, Qt::Key_F8,
            Qt::Key_F9,    Qt::Key_Backspace};
        return keys[pick(static_cast<int>(std::size(keys)))];
    }
    void drag(QWidget* target, const QPoint& from)
    {
        QTest::mousePress(target, Qt::LeftButton, modifiers(), from);
        QTest::mouseMove(target, from + QPoint(pick(200) - 100, pick(200) - 100));
        QTest::mouseRelease(target, Qt::LeftButton, {},
                            from + QPoint(pick(60) - 30, pick(60) - 30));
    }
    void wheel(QWidget* target, const QPoint& at)
    {
        const QPoint turn(0, pick(2) == 0 ? 120 : -120);
        QWheelEvent event(at, target->mapToGlobal(at), {}, turn, Qt::NoButton, modifiers(),
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(target, &event);
    }

    WindowDriver& m_driver;
    QPointer<QWidget> m_root;
    QList<QPointer<QWidget>> m_below;
    int m_sinceGathered = 0;
    QTimer m_watch;
    std::mt19937 m_random{20260711};
    QString m_last;
};

/// Starts the small training again, or lets it go on.
void keepTraining(WindowDriver& driver)
{
    if (driver.state() == Paused)
        driver.window.session().resume();
    if (!isReadyToStart(driver.state()))
        return;
    if (driver.openSmall({}))
        driver.window.startRun();
}

/// One window with a training, from beginning to end: what LibTorch and Qt start once is there.
void warmUp()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.openSmall({"training.steps=3"}));
    driver.window.startRun();
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, 30000);
}

}  // namespace

class WindowStressTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tenThousandRandomEventsWhileItTrains()
    {
        warmUp();
        const long threadsBefore = statusOf("Threads");
        WarningCounter warnings;
        QElapsedTimer clock;
        clock.start();
        std::int64_t steps = 0;
        int training = 0;
        long settled = 0;
        {
            WindowDriver driver(makeTorchEngine());
            connect(&driver.window.session(), &TrainingSession::batchReady, this,
                    [&steps](const TrainingFeed::Batch& batch) {
                        steps += static_cast<std::int64_t>(batch.steps.size());
                    });
            RandomHand hand(driver);
            QStringList course;  // MB
            const int events = qEnvironmentVariableIsSet("NIE_STRESS_EVENTS")
                                   ? qEnvironmentVariableIntValue("NIE_STRESS_EVENTS")
                                   : kEvents;
            for (int i = 0; i < events; ++i) {
                if (i % 50 == 0)
                    keepTraining(driver);
                hand.act();
                QCoreApplication::processEvents();
                training += isTraining(driver.state()) ? 1 : 0;
                QVERIFY2(driver.window.isVisible(), qPrintable(hand.last()));
                QVERIFY2(warnings.count() == 0,
                         qPrintable(warnings.last() + " after " + hand.last()));
                if (i == kSettled)
                    settled = statusOf("VmRSS");
                if (i % 1000 == 0)
                    course << QString::number(statusOf("VmRSS") / 1024);
            }
            qInfo("%d events in %.1f s: training during %d of them, %lld steps; memory in MB by 1000 "
                  "events: %s, at the end %ld",
                  events, static_cast<double>(clock.elapsed()) * 1e-3, training,
                  static_cast<long long>(steps), qPrintable(course.join(' ')),
                  statusOf("VmRSS") / 1024);
            QVERIFY(training > events / 2);
            QVERIFY(steps > 0);
            // The curves of a few thousand steps and the glyphs of all pages are a few megabytes;
            // one forgotten widget an event (10 kB and more) would be eighty.
            QVERIFY(events <= kSettled || statusOf("VmRSS") - settled < 64 * 1024);
        }
        QTRY_VERIFY_WITH_TIMEOUT(statusOf("Threads") <= threadsBefore, 5000);
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    }
};

NIE_TEST_WITH(QApplication, WindowStressTest);

}  // namespace nie::window_stress_test

#include "window_stress_test.moc"
