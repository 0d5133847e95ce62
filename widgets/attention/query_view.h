#pragma once

#include "core/results/attention/sample_figure.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QSlider;

namespace nie {

class PickingView;

/// A sample over its domain, in which a click chooses the token that asks; Shift+click pins a
/// second one. With the keyboard the arrows move the token, with Shift the pinned one.
class QueryView : public QWidget {
    Q_OBJECT
public:
    explicit QueryView(QWidget* parent = nullptr);

    void clear();
    void showSample(const std::shared_ptr<const PredictionSnapshot>& sample,
                    const AttentionOrigin& origin);
    /// The tokens to be marked: the one that asks, then the pinned one. A field in the plane shows
    /// the time of the first.
    void setTokens(const std::vector<std::int64_t>& tokens);
    FigureSpec figure() const;
    /// Which tokens attend to the query is asked, not what it attends to.
    bool isReverse() const;
    /// Quietly.
    void setReverse(bool reverse);
    /// Number of the time of a field in the plane.
    std::int64_t shownTime() const;
    /// Quietly.
    void setShownTime(std::int64_t time);

Q_SIGNALS:
    void directionChanged();
    /// A field in the plane shows another time.
    void timeChanged();
    void queryChosen(std::int64_t token);
    void pinChosen(std::int64_t token);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeControls();
    QWidget* makeTimeRow();
    void fillControls();
    void draw();
    void onPicked(double x, double y, bool pin);
    void showReading(double x, double y);
    void move(std::int64_t times, std::int64_t firstAxis, std::int64_t lastAxis, bool pin);

    std::shared_ptr<const PredictionSnapshot> m_sample;
    AttentionOrigin m_origin;
    SampleView m_look;
    PickingView* m_view;
    QComboBox* m_shown;
    QComboBox* m_channel;
    QComboBox* m_direction;
    QWidget* m_timeRow;
    QSlider* m_time;
    QLabel* m_timeText;
    QLabel* m_reading;
};

/// "t = 0.5, x = 0.25": a token's place and time, three to four digits.
QString attentionTokenText(const AttentionTokens& tokens, std::int64_t token);

}  // namespace nie
