#pragma once

#include <QWidget>

#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace nie {

class Playback;
enum class Icon;

/// The controls of a Playback in one row: ends, steps, play, backwards, a slider through the
/// frames, the time of the frame on show, speed, and what happens at the end.
class PlaybackBar : public QWidget {
    Q_OBJECT
public:
    /// `playback` outlives the bar.
    explicit PlaybackBar(Playback& playback, QWidget* parent = nullptr);

    /// When the frames are, and the title of the time's axis: "t (s)" is written as "t = 0.52 s".
    void setTimes(const std::string& label, const std::vector<double>& times);
    /// "t = 0.52 s (frame 12 of 50)": frames are counted from 1 for people.
    QString timeText(int frame) const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void fixTimeSize();
    QToolButton* addButton(const char* name, Icon picture, const QString& text, const QString& key);
    void build();
    void buildSlider();
    void buildBoxes();
    void showFrame(int frame);
    void showPlaying(bool playing);
    void showSettings();

    Playback& m_playback;
    QString m_timeName = QStringLiteral("t");
    QString m_timeUnit;
    std::vector<double> m_times;
    int m_decimals = 2;  ///< that tell the times apart
    QToolButton* m_play = nullptr;
    QToolButton* m_reverse = nullptr;
    QSlider* m_slider = nullptr;
    QLabel* m_time = nullptr;
    QComboBox* m_speed = nullptr;
    QComboBox* m_repeat = nullptr;
};

}  // namespace nie
