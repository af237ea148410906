package main

func writers() {}
