#pragma once

#include "core/config/value_law.h"

#include <QFrame>

#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QStackedWidget;
class QToolButton;

namespace nie {

/// One varied option of a sweep's form: which one, found by typing a part of its name, and its
/// values.
class SweepOptionRow : public QFrame {
    Q_OBJECT
public:
    /// `number` makes the names of its widgets: "sweepOption0", ...
    explicit SweepOptionRow(int number, QWidget* parent = nullptr);

    /// The options to choose from by their whole paths, with their values in force.
    void setOptions(const std::vector<OptionDescription>& options, const Json& config);
    /// "training.learning_rate"; empty before one is chosen.
    std::string path() const;
    /// Chooses an option, with values about the one in force.
    void choose(const std::string& path);
    /// Chooses an option and its values; tells nobody of the values.
    void showLaw(const std::string& path, const ValueLaw& law);
    /// As after `--vary`: "training.learning_rate=log:1e-4:1e-1:4"; empty without an option.
    std::string assignment() const;

Q_SIGNALS:
    void changed();
    void removed();

private:
    void buildHead();
    void buildValues();
    const OptionDescription* option() const;
    void onOption();
    void onLaw();
    void offerLaws();
    void suggest();
    void name(QWidget* widget, const char* what, const QString& forPeople);
    QLineEdit* addBound(const char* what, const QString& forPeople, const QString& placeholder);
    ValueLaw::Kind kind() const;

    int m_number;
    std::vector<OptionDescription> m_options;
    Json m_config;
    QComboBox* m_option;
    QToolButton* m_remove;
    QComboBox* m_law;
    QStackedWidget* m_values;
    QLineEdit* m_list;
    QLineEdit* m_from;
    QLineEdit* m_to;
    QSpinBox* m_count;
    QLabel* m_hint;
};

}  // namespace nie
