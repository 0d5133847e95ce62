#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <array>
#include <chrono>

namespace nie {

/// Which frame of a series is on show, and how it goes on by itself: forwards or backwards, slower
/// or faster, once, round and round, or to and fro. Frames are counted from 0. Time that the
/// frames' user needed is made up for by leaving frames out: nothing is queued.
class Playback : public QObject {
    Q_OBJECT
public:
    /// What happens at the last frame.
    enum class Repeat { Once, Loop, PingPong };
    static constexpr double kFramesPerSecond = 10.0;  ///< at speed 1
    static constexpr std::array<double, 6> kSpeeds{0.25, 0.5, 1.0, 2.0, 4.0, 8.0};

    explicit Playback(QObject* parent = nullptr);

    int frameCount() const { return m_count; }
    /// The frame stays where it still exists; fewer than two frames cannot be played.
    void setFrameCount(int count);
    int frame() const { return m_frame; }
    /// Goes to the nearest frame that there is.
    void setFrame(int frame);
    void stepBy(int frames) { setFrame(m_frame + frames); }
    void toFirst() { setFrame(0); }
    void toLast() { setFrame(m_count - 1); }

    bool isPlaying() const { return m_timer.isActive(); }
    /// From the other end again where it has played once to the end.
    void play();
    void pause();
    void toggle();

    bool isReversed() const { return m_reversed; }
    void setReversed(bool reversed);
    Repeat repeat() const { return m_repeat; }
    void setRepeat(Repeat repeat);
    double speed() const { return m_speed; }
    /// The nearest of kSpeeds.
    void setSpeed(double speed);
    /// To the next of kSpeeds: 1 faster, -1 slower.
    void changeSpeed(int steps);

    /// What a playing series does in so much time; for the timer, and for tests in its place.
    void advance(std::chrono::nanoseconds time);

Q_SIGNALS:
    void frameChanged(int frame);
    void playingChanged(bool playing);
    /// Frame count, direction, speed or what happens at the end.
    void settingsChanged();

private:
    void onTick();
    int framesAhead(int frames);
    bool goesBack() const { return m_reversed != m_returning; }

    int m_count = 0;
    int m_frame = 0;
    bool m_reversed = false;
    bool m_returning = false;  ///< of PingPong: on the way back
    Repeat m_repeat = Repeat::Loop;
    double m_speed = 1.0;
    double m_due = 0.0;  ///< part of a frame that time has brought
    QTimer m_timer;
    QElapsedTimer m_clock;
};

}  // namespace nie
