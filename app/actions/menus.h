#pragma once

class QMenuBar;
class QSpinBox;
class QToolBar;

namespace nie {

class ActionList;

/// Adds every action of the program to the list.
void addAllActions(ActionList& actions);
/// File, Edit, View, Session, Data, Equation, Help: every action is in one of them.
void buildMenus(QMenuBar& bar, const ActionList& actions);
/// The five main acts with text beside their icon, and the box of "n steps", which is returned.
QSpinBox* buildToolBar(QToolBar& bar, const ActionList& actions);

}  // namespace nie
