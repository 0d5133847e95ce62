// Frames of a series: their order in every way of playing, the keys, and the bar.
#include "tests/support/test_registry.h"
#include "widgets/fields/playback.h"
#include "widgets/fields/playback_bar.h"
#include "widgets/fields/playback_keys.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QThread>
#include <QToolButton>

namespace nie::playback_test {

using namespace std::chrono_literals;
using Repeat = Playback::Repeat;

namespace {

/// The frames shown while so many frame times pass one by one at speed 1.
std::vector<int> framesOf(Playback& playback, int count)
{
    std::vector<int> frames;
    for (int i = 0; i < count; ++i) {
        playback.advance(100ms);
        frames.push_back(playback.frame());
    }
    return frames;
}

/// A player of four frames that only the test moves.
void startFour(Playback& playback, Repeat repeat, bool reversed = false, int frame = 0)
{
    playback.setFrameCount(4);
    playback.setRepeat(repeat);
    playback.setReversed(reversed);
    playback.setFrame(frame);
    playback.play();
}

/// A bar with ten frames from 0 to 4.5 s on the screen.
struct BarOnScreen {
    BarOnScreen()
    {
        playback.setFrameCount(10);
        std::vector<double> times;
        for (int i = 0; i < 10; ++i)
            times.push_back(0.5 * i);
        bar.setTimes("t (s)", times);
        bar.resize(900, 40);
        bar.show();
        if (!QTest::qWaitForWindowExposed(&bar))
            qFatal("the bar did not appear");
    }
    void click(const char* name)
    {
        QTest::mouseClick(bar.findChild<QToolButton*>(name), Qt::LeftButton);
    }
    QString time() const { return bar.findChild<QLabel*>("playback.time")->text(); }

    Playback playback;
    PlaybackBar bar{playback};
};

}  // namespace

class PlaybackTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void loopsRoundAndRound()
    {
        Playback playback;
        startFour(playback, Repeat::Loop);
        QCOMPARE(framesOf(playback, 6), (std::vector{1, 2, 3, 0, 1, 2}));
        QVERIFY(playback.isPlaying());
    }

    void loopsBackwards()
    {
        Playback playback;
        startFour(playback, Repeat::Loop, true, 1);
        QCOMPARE(framesOf(playback, 5), (std::vector{0, 3, 2, 1, 0}));
    }

    void goesToAndFro()
    {
        Playback playback;
        startFour(playback, Repeat::PingPong);
        QCOMPARE(framesOf(playback, 8), (std::vector{1, 2, 3, 2, 1, 0, 1, 2}));
        Playback backwards;
        startFour(backwards, Repeat::PingPong, true, 2);
        QCOMPARE(framesOf(backwards, 7), (std::vector{1, 0, 1, 2, 3, 2, 1}));
    }

    void turningRoundOnTheWayBackGoesOnForwards()
    {
        Playback playback;
        startFour(playback, Repeat::PingPong);
        QCOMPARE(framesOf(playback, 4), (std::vector{1, 2, 3, 2}));
        playback.setReversed(true);
        QCOMPARE(framesOf(playback, 2), (std::vector{1, 0}));
    }

    void stopsAtTheEndWhenPlayedOnceAndBeginsAgain()
    {
        Playback playback;
        startFour(playback, Repeat::Once);
        QSignalSpy spy(&playback, &Playback::playingChanged);
        QCOMPARE(framesOf(playback, 5), (std::vector{1, 2, 3, 3, 3}));
        QVERIFY(!playback.isPlaying());
        QCOMPARE(spy.count(), 1);
        playback.play();
        QCOMPARE(playback.frame(), 0);
        Playback backwards;
        startFour(backwards, Repeat::Once, true, 0);
        QCOMPARE(backwards.frame(), 3);
        QCOMPARE(framesOf(backwards, 4), (std::vector{2, 1, 0, 0}));
    }

    void speedsChangeHowMuchTimeAFrameTakes()
    {
        Playback playback;
        playback.setFrameCount(1000);
        playback.play();
        playback.setSpeed(0.25);
        playback.advance(390ms);
        QCOMPARE(playback.frame(), 0);
        playback.advance(10ms);
        QCOMPARE(playback.frame(), 1);
        playback.setSpeed(8);
        playback.advance(1s);
        QCOMPARE(playback.frame(), 81);
        playback.changeSpeed(1);
        QCOMPARE(playback.speed(), 8.0);
        for (const double slower : {4.0, 2.0, 1.0, 0.5, 0.25, 0.25}) {
            playback.changeSpeed(-1);
            QCOMPARE(playback.speed(), slower);
        }
        playback.setSpeed(3.5);
        QCOMPARE(playback.speed(), 4.0);
    }

    void timeThatIsLostLeavesFramesOutInsteadOfQueueingThem()
    {
        Playback playback;
        playback.setFrameCount(100);
        playback.play();
        QSignalSpy spy(&playback, &Playback::frameChanged);
        playback.advance(2s);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(playback.frame(), 20);
        // A user of the frames that needs three frame times for each.
        Playback slow;
        slow.setFrameCount(10000);
        slow.setSpeed(8);
        int shown = 0;
        connect(&slow, &Playback::frameChanged, &slow, [&shown] {
            ++shown;
            QThread::msleep(40);
        });
        slow.play();
        QElapsedTimer clock;
        clock.start();
        QTRY_VERIFY(shown >= 8);
        const double expected = 0.08 * static_cast<double>(clock.elapsed());
        slow.pause();
        QVERIFY2(slow.frame() > 2 * shown, qPrintable(QString::number(slow.frame())));
        QVERIFY2(std::abs(slow.frame() - expected) < 8, qPrintable(QString::number(expected)));
    }

    void itPlaysByItself()
    {
        Playback playback;
        playback.setFrameCount(5);
        playback.setSpeed(8);
        QSignalSpy spy(&playback, &Playback::frameChanged);
        playback.play();
        QTRY_VERIFY(spy.count() >= 6);
        playback.pause();
        const auto seen = spy.count();
        QTest::qWait(60);
        QCOMPARE(spy.count(), seen);
    }

    void fewerFramesKeepTheFrameInside()
    {
        Playback playback;
        playback.setFrameCount(10);
        playback.toLast();
        QCOMPARE(playback.frame(), 9);
        playback.setFrame(77);
        QCOMPARE(playback.frame(), 9);
        playback.play();
        playback.setFrameCount(4);
        QCOMPARE(playback.frame(), 3);
        QVERIFY(playback.isPlaying());
        playback.setFrameCount(1);
        QCOMPARE(playback.frame(), 0);
        QVERIFY(!playback.isPlaying());
        playback.play();
        QVERIFY(!playback.isPlaying());
        playback.setFrameCount(0);
        QCOMPARE(playback.frame(), 0);
    }

    void keysActWhileTheViewHasTheFocus()
    {
        Playback playback;
        playback.setFrameCount(50);
        QWidget view;
        view.setFocusPolicy(Qt::StrongFocus);
        new PlaybackKeys(playback, &view);
        const auto frameAfter = [&](Qt::Key key, Qt::KeyboardModifiers with = {}) {
            QTest::keyClick(&view, key, with);
            return playback.frame();
        };
        QCOMPARE(frameAfter(Qt::Key_Right), 1);
        QCOMPARE(frameAfter(Qt::Key_Right, Qt::ShiftModifier), 11);
        QCOMPARE(frameAfter(Qt::Key_Left), 10);
        QCOMPARE(frameAfter(Qt::Key_Left, Qt::ShiftModifier), 0);
        QCOMPARE(frameAfter(Qt::Key_End), 49);
        QCOMPARE(frameAfter(Qt::Key_Right), 49);
        QCOMPARE(frameAfter(Qt::Key_Home), 0);
        QCOMPARE(frameAfter(Qt::Key_Right, Qt::ControlModifier), 0);
        QTest::keyClick(&view, Qt::Key_Space);
        QVERIFY(playback.isPlaying());
        QTest::keyClick(&view, Qt::Key_Space);
        QVERIFY(!playback.isPlaying());
        QTest::keyClick(&view, Qt::Key_BracketRight);
        QCOMPARE(playback.speed(), 2.0);
        QTest::keyClick(&view, Qt::Key_BracketLeft);
        QCOMPARE(playback.speed(), 1.0);
        for (const Repeat next : {Repeat::PingPong, Repeat::Once, Repeat::Loop}) {
            QTest::keyClick(&view, Qt::Key_L);
            QCOMPARE(playback.repeat(), next);
        }
    }

    void buttonsOfTheBarDoWhatTheySay()
    {
        BarOnScreen screen;
        screen.click("playback.next");
        screen.click("playback.next");
        QCOMPARE(screen.playback.frame(), 2);
        screen.click("playback.previous");
        QCOMPARE(screen.playback.frame(), 1);
        screen.click("playback.last");
        QCOMPARE(screen.playback.frame(), 9);
        screen.click("playback.first");
        QCOMPARE(screen.playback.frame(), 0);
        screen.click("playback.reverse");
        QVERIFY(screen.playback.isReversed());
        screen.click("playback.play");
        QVERIFY(screen.playback.isPlaying());
        auto* play = screen.bar.findChild<QToolButton*>("playback.play");
        QCOMPARE(play->accessibleName(), QString("Pause"));
        screen.click("playback.play");
        QVERIFY(!screen.playback.isPlaying());
    }

    void theSliderAndTheTimeFollowTheFrame()
    {
        BarOnScreen screen;
        auto* slider = screen.bar.findChild<QSlider*>("playback.slider");
        QCOMPARE(slider->maximum(), 9);
        screen.playback.setFrame(7);
        QCOMPARE(slider->value(), 7);
        QCOMPARE(screen.time(), QString("t = 3.5 s (frame 8 of 10)"));
        QTest::keyClick(slider, Qt::Key_Home);
        QCOMPARE(screen.playback.frame(), 0);
        QCOMPARE(screen.time(), QString("t = 0.0 s (frame 1 of 10)"));
    }

    void timesAreWrittenWithTheDigitsThatTellThemApart()
    {
        Playback playback;
        playback.setFrameCount(4);
        PlaybackBar bar(playback);
        bar.setTimes("t", {0, 1, 2, 3});
        QCOMPARE(bar.timeText(2), QString("t = 2 (frame 3 of 4)"));
        bar.setTimes("Time (TR)", {0, 0.02, 0.04, 0.06});
        QCOMPARE(bar.timeText(1), QString("Time = 0.02 TR (frame 2 of 4)"));
        bar.setTimes("t", {0, 1.0 / 3, 2.0 / 3, 1});
        QCOMPARE(bar.timeText(1), QString("t = 0.33 (frame 2 of 4)"));
    }

    void theBoxesShowAndSetSpeedAndEnd()
    {
        BarOnScreen screen;
        auto* speed = screen.bar.findChild<QComboBox*>("playback.speed");
        auto* repeat = screen.bar.findChild<QComboBox*>("playback.repeat");
        QCOMPARE(speed->currentText(), QString("1×"));
        QCOMPARE(repeat->currentText(), QString("Loop"));
        QTest::keyClick(speed, Qt::Key_Down);
        QCOMPARE(screen.playback.speed(), 2.0);
        QTest::keyClick(repeat, Qt::Key_Down);
        QCOMPARE(screen.playback.repeat(), Repeat::PingPong);
        screen.playback.setSpeed(0.25);
        screen.playback.setRepeat(Repeat::Once);
        QCOMPARE(speed->currentText(), QString("¼×"));
        QCOMPARE(repeat->currentText(), QString("Once"));
    }

    void nothingToPlayGreysTheBar()
    {
        Playback playback;
        PlaybackBar bar(playback);
        QVERIFY(!bar.isEnabled());
        playback.setFrameCount(2);
        QVERIFY(bar.isEnabled());
    }
};

NIE_TEST_WITH(QApplication, PlaybackTest);

}  // namespace nie::playback_test

#include "playback_test.moc"
