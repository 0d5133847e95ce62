#include "widgets/fields/playback.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace nie {

namespace {

constexpr int kTick = 16;  // ms: more than sixty pictures a second are seen by nobody

std::size_t nearestSpeed(double speed)
{
    const auto& speeds = Playback::kSpeeds;
    const auto farther = [speed](double a, double b) {
        return std::abs(std::log(a / speed)) < std::abs(std::log(b / speed));
    };
    return static_cast<std::size_t>(std::min_element(speeds.begin(), speeds.end(), farther) -
                                    speeds.begin());
}

}  // namespace

Playback::Playback(QObject* parent) : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kTick);
    connect(&m_timer, &QTimer::timeout, this, &Playback::onTick);
}

void Playback::setFrameCount(int count)
{
    if (std::exchange(m_count, std::max(0, count)) == m_count)
        return;
    if (m_count < 2)
        pause();
    Q_EMIT settingsChanged();
    setFrame(m_frame);
}

void Playback::setFrame(int frame)
{
    const int wanted = std::clamp(frame, 0, std::max(0, m_count - 1));
    if (std::exchange(m_frame, wanted) != wanted)
        Q_EMIT frameChanged(wanted);
}

void Playback::play()
{
    if (isPlaying() || m_count < 2)
        return;
    const int end = m_reversed ? 0 : m_count - 1;
    if (m_repeat == Repeat::Once && m_frame == end)
        setFrame(m_count - 1 - end);
    m_due = 0.0;
    m_returning = false;
    m_clock.start();
    m_timer.start();
    Q_EMIT playingChanged(true);
}

void Playback::pause()
{
    if (!isPlaying())
        return;
    m_timer.stop();
    Q_EMIT playingChanged(false);
}

void Playback::toggle()
{
    isPlaying() ? pause() : play();
}

void Playback::setReversed(bool reversed)
{
    if (std::exchange(m_reversed, reversed) == reversed)
        return;
    m_returning = false;
    Q_EMIT settingsChanged();
}

void Playback::setRepeat(Repeat repeat)
{
    if (std::exchange(m_repeat, repeat) == repeat)
        return;
    m_returning = false;
    Q_EMIT settingsChanged();
}

void Playback::setSpeed(double speed)
{
    const double wanted = speed > 0 ? kSpeeds[nearestSpeed(speed)] : kSpeeds.front();
    if (std::exchange(m_speed, wanted) == wanted)
        return;
    Q_EMIT settingsChanged();
}

void Playback::changeSpeed(int steps)
{
    const auto last = static_cast<int>(kSpeeds.size()) - 1;
    const int at = std::clamp(static_cast<int>(nearestSpeed(m_speed)) + steps, 0, last);
    setSpeed(kSpeeds[static_cast<std::size_t>(at)]);
}

void Playback::onTick()
{
    const std::chrono::nanoseconds passed(m_clock.nsecsElapsed());
    m_clock.restart();
    advance(passed);
}

void Playback::advance(std::chrono::nanoseconds time)
{
    if (!isPlaying())
        return;
    m_due += std::chrono::duration<double>(time).count() * kFramesPerSecond * m_speed;
    const double whole = std::floor(m_due + 1e-9);  // ten tenths of a frame are one
    m_due -= whole;
    if (whole < 1)
        return;
    const int target = framesAhead(static_cast<int>(std::min(whole, 1e6)));
    const int end = m_reversed ? 0 : m_count - 1;
    if (m_repeat == Repeat::Once && target == end)
        pause();
    setFrame(target);
}

/// The frame that comes so many frames after the one on show; turns round where that is asked for.
int Playback::framesAhead(int frames)
{
    const int last = m_count - 1;
    const int moved = goesBack() ? -frames : frames;
    if (m_repeat == Repeat::Once)
        return std::clamp(m_frame + moved, 0, last);
    if (m_repeat == Repeat::Loop)
        return ((m_frame + moved) % m_count + m_count) % m_count;
    // To and fro: a circle of 2 last frames, of which the second half is the way back.
    const int circle = 2 * last;
    const int place = goesBack() ? circle - m_frame : m_frame;
    const int next = (place + frames) % circle;
    const bool back = next >= last;
    m_returning = back != m_reversed;
    return back ? circle - next : next;
}

}  // namespace nie
