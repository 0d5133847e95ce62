#pragma once

#include "app/data_engine.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace nie {

/// The import card of a file of arrays: what it holds, how its axes are taken and why, units and
/// windows; everything can be changed before it is imported.
class ImportForm : public QWidget {
    Q_OBJECT
public:
    explicit ImportForm(QWidget* parent = nullptr);

    /// Begins anew with a file.
    void setFile(const std::filesystem::path& file, const std::string& freeName);
    void showCard(const ImportCard& card);
    /// What is wrong with the file or the choices; nothing can be imported then.
    void showProblem(const QString& problem);
    /// What a training would miss, beside a card without a problem.
    void showRemark(const QString& remark);
    void setBusy(bool busy);
    bool canImport() const;
    bool isReadyToPreview() const { return m_ready; }
    /// Of the data set "file", as it is edited.
    Json section() const;
    std::string name() const;
    /// `nie import FILE --set ... -o NAME.h5`
    std::string command() const;

Q_SIGNALS:
    /// Something was changed that a new card has to answer.
    void edited();
    void importRequested();
    void cancelRequested();

private:
    struct AxisRow {
        QLabel* title;
        QComboBox* role;
        QLabel* reason;
    };
    QWidget* makeFields();
    QWidget* makeButtons();
    void addAxisRow(QGridLayout& grid, int number);
    void showAxes(const ImportCard& card);
    void transpose();
    void onRole();
    void announce();
    void updateButtons();

    std::filesystem::path m_file;
    std::string m_axesText;  ///< empty: as guessed
    Json m_announced;        ///< the section that was last told of
    bool m_ready = false;
    bool m_busy = false;
    bool m_stored = false;
    QLabel* m_title;
    QLabel* m_shape;
    QLabel* m_message;
    QComboBox* m_array;
    std::vector<AxisRow> m_axes;
    QPushButton* m_transpose;
    QLineEdit* m_timeStep;
    QLineEdit* m_timeLabel;
    QLineEdit* m_units;
    QSpinBox* m_window;
    QSpinBox* m_given;
    QLineEdit* m_name;
    QWidget* m_fields;
    QPushButton* m_import;
};

}  // namespace nie
