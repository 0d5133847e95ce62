#pragma once

#include "core/recordings/recording_figures.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace nie {

/// How the pictures of a recording are drawn: the order of the regions, where the carpet is
/// clipped, the windows of the dynamics, the method of connectivity. Only what the picture on show
/// has is seen.
class RecordingLookBar : public QWidget {
    Q_OBJECT
public:
    /// What a picture can be told.
    enum Part { Method = 1, Order = 2, Clip = 4, Windows = 8 };

    explicit RecordingLookBar(QWidget* parent = nullptr);

    /// Any of Part, or 0.
    void showParts(int parts);
    /// The kind of the groups that there are, "network"; empty: none, and none can be chosen.
    void offerGroups(const std::string& kind);
    /// "s", "ms"; empty: the time is not known.
    void setTimeUnit(const std::string& unit);
    /// What was chosen, in place of what `look` has.
    void apply(RecordingLook& look) const;

Q_SIGNALS:
    void changed();

private:
    QDoubleSpinBox* makeSpin(const char* name, const QString& title, const QString& tip,
                             double from, double to, double value);

    QLabel* m_methodLabel;
    QComboBox* m_method;
    QLabel* m_orderLabel;
    QComboBox* m_order;
    QLabel* m_clipLabel;
    QDoubleSpinBox* m_clip;
    QLabel* m_windowLabel;
    QDoubleSpinBox* m_window;
    QLabel* m_shiftLabel;
    QDoubleSpinBox* m_shift;
};

}  // namespace nie
